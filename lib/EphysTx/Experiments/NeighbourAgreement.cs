using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Experiments;

/// <summary>How often a cell's nearest neighbours in a table or map are of its class.</summary>
/// <param name="Neighbours">Neighbours looked at.</param>
/// <param name="PerClass">Per class the mean share of neighbours of the same class, 0 to 1.</param>
/// <param name="Chance">The same if neighbours were drawn at random: per class its share of the cells.</param>
public sealed record NeighbourAgreement(int Neighbours, IReadOnlyList<double> PerClass, IReadOnlyList<double> Chance)
{
    /// <summary>Mean over the classes, each counting the same.</summary>
    public double Mean => PerClass.Average();

    /// <summary>Mean of <see cref="Chance"/> over the classes.</summary>
    public double MeanChance => Chance.Average();

    /// <summary>
    /// Looks at the nearest cells of other donors by Euclidean distance, because cells of one donor are alike for reasons other
    /// than their class.
    /// </summary>
    /// <param name="cohort">The cells, with classes and donors.</param>
    /// <param name="values">Cells × columns without missing values.</param>
    /// <param name="neighbours">How many, 1 or more and below the number of cells.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static NeighbourAgreement Of(Cohort cohort, Matrix values, int neighbours = 15, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neighbours, values.Rows);
        string[] donors = cohort.Donors;
        int[] labels = cohort.Labels;
        var share = new double[values.Rows];
        Parallel.For(0, values.Rows, new ParallelOptions { CancellationToken = cancellationToken }, cell =>
        {
            int[] others = [.. Enumerable.Range(0, values.Rows).Where(other => donors[other] != donors[cell])];
            double[] distances = Array.ConvertAll(others, other => SquaredDistance(values.Row(cell), values.Row(other)));
            Array.Sort(distances, others);
            int count = Math.Min(neighbours, others.Length);
            share[cell] = others.Take(count).Count(other => labels[other] == labels[cell]) / (double)count;
        });
        int[] classes = [.. Enumerable.Range(0, cohort.Classes.Length)];
        return new NeighbourAgreement(
            neighbours,
            Array.ConvertAll(classes, label => share.Where((_, cell) => labels[cell] == label).Average()),
            Array.ConvertAll(classes, label => labels.Count(one => one == label) / (double)labels.Length));
    }

    private static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
