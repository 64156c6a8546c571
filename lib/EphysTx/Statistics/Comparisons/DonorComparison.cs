namespace EphysTx.Statistics;

/// <summary>The outcome of a permutation test.</summary>
/// <param name="Difference">The measure of the first model − that of the second.</param>
/// <param name="PValue">Two-sided: (1 + permutations with a difference at least as large) / (1 + permutations); never 0.</param>
/// <param name="Permutations">How many were drawn.</param>
/// <param name="Donors">How many donors were permuted.</param>
public sealed record PermutationResult(double Difference, double PValue, int Permutations, int Donors);

/// <summary>
/// Compares two models on the same cells with the donor as the unit: how large the difference is over donors such as
/// these, for the models as trained. Complements <see cref="CorrectedResampledTTest"/>, whose unit is the split.
/// Predictions of several runs may be laid end to end, with the donors repeated likewise.
/// </summary>
public static class DonorComparison
{
    // Differences equal up to rounding count as equal, so that a tie never depends on the order of a sum.
    private const double Tie = 1e-12;

    /// <summary>Bootstrap interval of the difference: donors are resampled, both models measured on the same resample.</summary>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="first">Prediction of the first model for each cell.</param>
    /// <param name="second">Prediction of the second model for each cell.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="metric">The measure, for example <c>m => m.MacroF1</c>.</param>
    /// <param name="options">Resamples, level, seed, method.</param>
    /// <returns>Interval of first − second.</returns>
    /// <exception cref="EphysTxException">Lengths differ, a label is out of range, or there are fewer than 2 donors.</exception>
    public static ConfidenceInterval Interval(
        int[] truth, int[] first, int[] second, int classes, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(options);
        var a = new DonorConfusions(truth, first, donors, classes);
        var b = new DonorConfusions(truth, second, donors, classes);
        double Measure(int[] times) => metric(a.Sum(times)) - metric(b.Sum(times));
        return BootstrapInterval.From(
            Measure(DonorResampling.Once(a.Donors)),
            DonorResampling.Bootstrap(a.Donors, options, Measure),
            () => DonorResampling.LeaveOneOut(a.Donors, options, Measure),
            a.Donors,
            options);
    }

    /// <summary>Bootstrap interval of the difference of two cross-validations over the same splits; a donor is drawn with all its cells and runs.</summary>
    /// <param name="first">Results of the first model.</param>
    /// <param name="second">Results of the second model.</param>
    /// <param name="donors">Donor of each cell of the cohort.</param>
    /// <param name="metric">The measure of all predictions pooled.</param>
    /// <param name="options">Resamples, level, seed, method.</param>
    /// <exception cref="EphysTxException">The splits differ or there are fewer than 2 donors.</exception>
    public static ConfidenceInterval Interval(
        CrossValidationReport first, CrossValidationReport second, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        (int[] truth, int[] a, int[] b, int classes, DonorGroups groups) = Pair(first, second, donors);
        return Interval(truth, a, b, classes, groups, metric, options);
    }

    /// <summary>
    /// Permutation test of no difference: for each donor a coin decides whether the two models' predictions for all its
    /// cells change places.
    /// </summary>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="first">Prediction of the first model for each cell.</param>
    /// <param name="second">Prediction of the second model for each cell.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="metric">The measure, for example <c>m => m.MacroF1</c>.</param>
    /// <param name="options">Resamples and seed; level and method are not used.</param>
    /// <exception cref="EphysTxException">Lengths differ, a label is out of range, or there are fewer than 2 donors.</exception>
    public static PermutationResult Permutation(
        int[] truth, int[] first, int[] second, int classes, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(options);
        var a = new DonorConfusions(truth, first, donors, classes);
        var b = new DonorConfusions(truth, second, donors, classes);
        double Measure(int[] kept)
        {
            int[] changed = Array.ConvertAll(kept, times => 1 - times);
            return metric(ConfusionMatrix.Pool([a.Sum(kept), b.Sum(changed)])) - metric(ConfusionMatrix.Pool([b.Sum(kept), a.Sum(changed)]));
        }

        double observed = Measure(DonorResampling.Once(a.Donors));
        int extreme = DonorResampling.Halves(a.Donors, options, Measure).Count(difference => Math.Abs(difference) >= Math.Abs(observed) - Tie);
        return new PermutationResult(observed, (1.0 + extreme) / (1 + options.Resamples), options.Resamples, a.Donors);
    }

    /// <summary>Permutation test of two cross-validations over the same splits; a donor changes places with all its cells and runs.</summary>
    /// <param name="first">Results of the first model.</param>
    /// <param name="second">Results of the second model.</param>
    /// <param name="donors">Donor of each cell of the cohort.</param>
    /// <param name="metric">The measure of all predictions pooled.</param>
    /// <param name="options">Resamples and seed.</param>
    /// <exception cref="EphysTxException">The splits differ or there are fewer than 2 donors.</exception>
    public static PermutationResult Permutation(
        CrossValidationReport first, CrossValidationReport second, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        (int[] truth, int[] a, int[] b, int classes, DonorGroups groups) = Pair(first, second, donors);
        return Permutation(truth, a, b, classes, groups, metric, options);
    }

    private static (int[] Truth, int[] First, int[] Second, int Classes, DonorGroups Donors) Pair(
        CrossValidationReport first, CrossValidationReport second, DonorGroups donors)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(donors);
        first.ThrowUnlessSameSplits(second);
        return (first.Pooled.Truth, first.Pooled.Predicted, second.Pooled.Predicted, first.Pooled.Classes.Length, donors.Select(first.Cells));
    }
}
