using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Transfer;

/// <summary>
/// The classes of one cohort on a scale that two cohorts have in common: 0 is the mean of the class means, 1 the deviation when every
/// class counts the same. Shares of classes, which say more about sampling than about cells, have no influence.
/// </summary>
internal sealed class AlignedClasses
{
    private AlignedClasses(double[] centre, double[] deviation, int[] rows, double[][] means, SubtypeCentre[] centres, Matrix covariance) =>
        (Centre, Deviation, Rows, Means, Centres, Covariance) = (centre, deviation, rows, means, centres, covariance);

    /// <summary>What was taken from each column.</summary>
    public double[] Centre { get; }

    /// <summary>What each column was then divided by.</summary>
    public double[] Deviation { get; }

    /// <summary>Training rows of each class.</summary>
    public int[] Rows { get; }

    /// <summary>Mean of each class that has rows, aligned; empty for the others.</summary>
    public double[][] Means { get; }

    /// <summary>The centres of all classes, aligned: one for each class, or for each of its subtypes.</summary>
    public SubtypeCentre[] Centres { get; }

    /// <summary>Covariance inside classes about their centres, aligned: each class's, shrunk by its own strength, averaged over the classes.</summary>
    public Matrix Covariance { get; }

    /// <summary>Fits scale, means and covariance.</summary>
    /// <param name="values">Rows × columns without missing values.</param>
    /// <param name="labels">Class of each row.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="common">Classes that set the scale, each with rows.</param>
    /// <param name="subtypes">Subtype of each row; null: every class has one centre.</param>
    /// <param name="options">Which subtypes get a centre of their own.</param>
    public static AlignedClasses Of(
        Matrix values, int[] labels, int classCount, int[] common, IReadOnlyList<string>? subtypes, SubtypeDiscriminantOptions options)
    {
        int[][] rows = Enumerable.Range(0, classCount)
            .Select(label => Enumerable.Range(0, labels.Length).Where(row => labels[row] == label).ToArray())
            .ToArray();
        (double[] centre, double[] deviation) = Scale(values, Array.ConvertAll(common, label => rows[label]));
        Matrix aligned = Apply(values, centre, deviation);
        var means = new double[classCount][];
        var centres = new List<SubtypeCentre>();
        var covariance = new Matrix(values.Columns, values.Columns);
        int present = rows.Count(of => of.Length > 0);
        for (int label = 0; label < classCount; label++)
        {
            means[label] = [];
            if (rows[label].Length > 0)
            {
                means[label] = SubtypeCentre.MeanOf(aligned, rows[label]);
                SubtypeCentre[] own = [.. SubtypeCentre.Of(aligned, rows[label], label, subtypes, options)];
                centres.AddRange(own);
                ShrunkCovariance inside = ShrunkCovariance.Of(SubtypeCentre.Residuals(aligned, own), rows[label]);
                LinearAlgebra.AddScaled(covariance.Values, 1.0 / present, inside.Covariance.Values);
            }
        }

        return new AlignedClasses(centre, deviation, Array.ConvertAll(rows, of => of.Length), means, [.. centres], covariance);
    }

    /// <summary>Brings rows to the common scale.</summary>
    public static Matrix Apply(Matrix values, double[] centre, double[] deviation)
    {
        Matrix result = values.Clone();
        for (int row = 0; row < result.Rows; row++)
        {
            Span<double> cells = result.Row(row);
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column] = (cells[column] - centre[column]) / deviation[column];
            }
        }

        return result;
    }

    private static (double[] Centre, double[] Deviation) Scale(Matrix values, int[][] classes)
    {
        var centre = new double[values.Columns];
        var deviation = new double[values.Columns];
        for (int column = 0; column < centre.Length; column++)
        {
            double[] means = Array.ConvertAll(classes, rows => rows.Average(row => values[row, column]));
            centre[column] = means.Average();
            double variance = classes.Average(rows => rows.Average(row => Math.Pow(values[row, column] - centre[column], 2)));
            deviation[column] = variance > 1e-12 ? Math.Sqrt(variance) : 1;
        }

        return (centre, deviation);
    }
}
