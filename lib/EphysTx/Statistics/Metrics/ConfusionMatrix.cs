using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Counts of cells by true class (row) and predicted class (column), and the measures that follow from them. A measure
/// whose denominator is 0 is 0 (scikit-learn's <c>zero_division=0</c>).
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    /// <summary>Wraps row-major counts, classes × classes, without copying them.</summary>
    /// <exception cref="ArgumentException">There is no class or the length is not its square.</exception>
    public ConfusionMatrix(int classes, int[] counts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Length != classes * classes)
        {
            throw new ArgumentException($"{classes} classes need {classes * classes} counts, not {counts.Length}.", nameof(counts));
        }

        Classes = classes;
        _counts = counts;
    }

    /// <summary>Number of classes, C.</summary>
    public int Classes { get; }

    /// <summary>Cells of a true class that were predicted as a class.</summary>
    public int this[int truth, int predicted] => _counts[(truth * Classes) + predicted];

    /// <summary>Number of cells.</summary>
    public int Total => _counts.Sum();

    /// <summary>Fraction of the cells predicted right.</summary>
    public double Accuracy
    {
        get
        {
            int right = 0;
            for (int label = 0; label < Classes; label++)
            {
                right += this[label, label];
            }

            return Ratio(right, Total);
        }
    }

    /// <summary>
    /// Mean F1 over all C classes. A class that has no cell here counts with F1 0, as in scikit-learn with
    /// <c>labels=range(C)</c>; where that is not meant, see <see cref="MacroF1OfOccurring"/>.
    /// </summary>
    public double MacroF1
    {
        get
        {
            double sum = 0;
            for (int label = 0; label < Classes; label++)
            {
                sum += F1(label);
            }

            return sum / Classes;
        }
    }

    /// <summary>Mean F1 over the classes that occur in truth or prediction (scikit-learn without <c>labels</c>).</summary>
    public double MacroF1OfOccurring
    {
        get
        {
            double sum = 0;
            int occurring = 0;
            for (int label = 0; label < Classes; label++)
            {
                sum += F1(label);
                occurring += Support(label) + Predicted(label) > 0 ? 1 : 0;
            }

            return Ratio(sum, occurring);
        }
    }

    /// <summary>Mean recall over the classes that occur in truth, as scikit-learn defines balanced accuracy.</summary>
    public double BalancedAccuracy
    {
        get
        {
            double sum = 0;
            int occurring = 0;
            for (int label = 0; label < Classes; label++)
            {
                sum += Recall(label);
                occurring += Support(label) > 0 ? 1 : 0;
            }

            return Ratio(sum, occurring);
        }
    }

    /// <summary>Counts predictions.</summary>
    /// <param name="truth">True class of each cell, 0 … <paramref name="classes"/> − 1.</param>
    /// <param name="predicted">Predicted class of each cell.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="EphysTxException">The lengths differ, or a class number is outside the range.</exception>
    public static ConfusionMatrix From(int[] truth, int[] predicted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        LabelCheck.ThrowUnlessPaired(truth, predicted, classes);
        var counts = new int[classes * classes];
        for (int cell = 0; cell < truth.Length; cell++)
        {
            counts[(truth[cell] * classes) + predicted[cell]]++;
        }

        return new ConfusionMatrix(classes, counts);
    }

    /// <summary>Adds up matrices of the same classes, for example those of the folds.</summary>
    /// <exception cref="ArgumentException">There is none, or the numbers of classes differ.</exception>
    public static ConfusionMatrix Pool(IEnumerable<ConfusionMatrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        int[]? counts = null;
        int classes = 0;
        foreach (ConfusionMatrix matrix in matrices)
        {
            classes = counts is null ? matrix.Classes : classes;
            counts ??= new int[classes * classes];
            if (matrix.Classes != classes)
            {
                throw new ArgumentException($"Matrices of {classes} and of {matrix.Classes} classes cannot be pooled.", nameof(matrices));
            }

            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] += matrix._counts[i];
            }
        }

        return counts is null ? throw new ArgumentException("There is no matrix to pool.", nameof(matrices)) : new ConfusionMatrix(classes, counts);
    }

    /// <summary>Number of cells that are truly of a class.</summary>
    public int Support(int label)
    {
        int sum = 0;
        for (int predicted = 0; predicted < Classes; predicted++)
        {
            sum += this[label, predicted];
        }

        return sum;
    }

    /// <summary>Number of cells predicted as a class.</summary>
    public int Predicted(int label)
    {
        int sum = 0;
        for (int truth = 0; truth < Classes; truth++)
        {
            sum += this[truth, label];
        }

        return sum;
    }

    /// <summary>Of the cells predicted as a class, the fraction that is; 0 where none is predicted.</summary>
    public double Precision(int label) => Ratio(this[label, label], Predicted(label));

    /// <summary>Of the cells of a class, the fraction predicted so; 0 where there is none.</summary>
    public double Recall(int label) => Ratio(this[label, label], Support(label));

    /// <summary>Harmonic mean of precision and recall, 2·right / (support + predicted); 0 where the class does not occur.</summary>
    public double F1(int label) => Ratio(2.0 * this[label, label], Support(label) + Predicted(label));

    /// <summary>Counts as fractions of their row (true class), C × C; NaN in the row of a class without cells.</summary>
    public Matrix RowFractions()
    {
        var result = new Matrix(Classes, Classes);
        for (int truth = 0; truth < Classes; truth++)
        {
            int support = Support(truth);
            for (int predicted = 0; predicted < Classes; predicted++)
            {
                result[truth, predicted] = support == 0 ? double.NaN : this[truth, predicted] / (double)support;
            }
        }

        return result;
    }

    private static double Ratio(double part, int whole) => whole == 0 ? 0 : part / whole;
}
