using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Sequence;

/// <summary>
/// From a cohort to the model's input: families of ragged width padded to the widest, each (family, position) brought to
/// mean 0 and deviation 1 of the training cells. A deviation below 1e-6 (a constant column) counts as 1.
/// </summary>
public sealed class SequenceStandardizer
{
    private readonly Standardizer _columns;

    private SequenceStandardizer(SequenceLayout layout, MissingPolicy policy, Standardizer columns) =>
        (Layout, Policy, _columns) = (layout, policy, columns);

    /// <summary>The steps.</summary>
    public SequenceLayout Layout { get; }

    /// <summary>What becomes of missing values.</summary>
    public MissingPolicy Policy { get; }

    /// <summary>Mean and deviation of each feature column of the cohort; a column unseen in training is missing throughout.</summary>
    public Standardizer Columns => _columns;

    /// <summary>Fits on the training cells of a cohort.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="trainingRows">Rows of the training part, usually <c>split.Train</c>.</param>
    /// <param name="policy">What becomes of missing values. A family that no training cell has is masked in every cell, or all zeros.</param>
    /// <exception cref="EphysTxException">There is no training row, or a value is infinite.</exception>
    public static SequenceStandardizer Fit(Cohort cohort, int[] trainingRows, MissingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return new SequenceStandardizer(SequenceLayout.Of(cohort), policy, Standardizer.Fit(Filled(cohort, policy), trainingRows));
    }

    /// <summary>Takes up a fit made earlier, for example that of a model file.</summary>
    /// <exception cref="ArgumentException">The columns do not fit the layout.</exception>
    public static SequenceStandardizer From(SequenceLayout layout, MissingPolicy policy, Standardizer columns)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Mean.Count == layout.Widths.Sum()
            ? new SequenceStandardizer(layout, policy, columns)
            : throw new ArgumentException($"{columns.Mean.Count} columns do not fit families of {layout.Widths.Sum()} values.", nameof(columns));
    }

    /// <summary>The standardised cells of a cohort with the families of the fit.</summary>
    /// <exception cref="EphysTxException">The families differ, or a value is infinite.</exception>
    public SequenceInput Transform(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        SequenceLayout other = SequenceLayout.Of(cohort);
        if (!Layout.Matches(other))
        {
            throw new EphysTxException($"The cohort {cohort.Name} {Difference(other)}; the standardisation was fitted on {Describe(Layout)}, so give cells with these families, or fit anew.");
        }

        Matrix columns = _columns.Transform(Filled(cohort, Policy));
        var rows = new Matrix(columns.Rows, Layout.Length);
        for (int step = 0; step < Layout.Steps; step++)
        {
            for (int position = 0; position < Layout.Widths[step]; position++)
            {
                int from = cohort.Families[step].Columns[position];
                for (int row = 0; row < rows.Rows; row++)
                {
                    rows[row, (step * Layout.Width) + position] = columns[row, from];
                }
            }
        }

        return new SequenceInput(Layout, rows, Policy);
    }

    private static Matrix Filled(Cohort cohort, MissingPolicy policy)
    {
        if (policy == MissingPolicy.Masked)
        {
            return cohort.Values;
        }

        Matrix filled = cohort.Values.Clone();
        foreach (ref double value in filled.Values.AsSpan())
        {
            value = double.IsNaN(value) ? 0 : value;
        }

        return filled;
    }

    private string Difference(SequenceLayout other)
    {
        string[] lacking = [.. Layout.Families.Except(other.Families, StringComparer.Ordinal)];
        string[] unknown = [.. other.Families.Except(Layout.Families, StringComparer.Ordinal)];
        return lacking.Length > 0 ? $"lacks the families {string.Join(", ", lacking)}"
            : unknown.Length > 0 ? $"has the families {string.Join(", ", unknown)}, which are unknown here"
            : $"has its families in other widths or another order: {Describe(other)}";
    }

    private static string Describe(SequenceLayout layout) => string.Join(", ", layout.Families.Zip(layout.Widths, (name, width) => $"{name} ({width})"));
}
