namespace EphysTx.Statistics;

/// <summary>
/// Confidence intervals that know that cells of one donor are not independent: whole donors are drawn with replacement,
/// as many as there are (cluster bootstrap; Davison and Hinkley 1997, section 3.8). The interval speaks of the spread
/// over donors for the models as trained, not of training them anew.
/// </summary>
public static class DonorBootstrap
{
    /// <summary>Interval of a measure of the confusion matrix, for example <c>m => m.MacroF1</c>.</summary>
    /// <param name="report">The predictions.</param>
    /// <param name="donors">Donor of each cell of the report.</param>
    /// <param name="metric">The measure. On a resample without any cell of a class, its F1 counts as 0.</param>
    /// <param name="options">Resamples, level, seed, method.</param>
    /// <exception cref="EphysTxException">Donors do not fit the cells, or there are fewer than 2.</exception>
    public static ConfidenceInterval Interval(
        ClassificationReport report, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Interval(report.Truth, report.Predicted, report.Classes.Length, donors, metric, options);
    }

    /// <summary>
    /// Interval of a measure of all predictions of a cross-validation. A donor is drawn with all its cells, and a cell with
    /// its predictions of all runs, so that repeats do not narrow the interval as further donors would.
    /// </summary>
    /// <param name="report">The predictions.</param>
    /// <param name="donors">Donor of each cell of the cohort.</param>
    /// <param name="metric">The measure.</param>
    /// <param name="options">Resamples, level, seed, method.</param>
    /// <exception cref="EphysTxException">There are fewer than 2 donors.</exception>
    public static ConfidenceInterval Interval(
        CrossValidationReport report, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(donors);
        return Interval(report.Pooled, donors.Select(report.Cells), metric, options);
    }

    /// <summary>Interval of a measure of the confusion matrix.</summary>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="predicted">Predicted class of each cell.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="metric">The measure.</param>
    /// <param name="options">Resamples, level, seed, method.</param>
    /// <exception cref="EphysTxException">Lengths differ, a label is out of range, or there are fewer than 2 donors.</exception>
    public static ConfidenceInterval Interval(
        int[] truth, int[] predicted, int classes, DonorGroups donors, Func<ConfusionMatrix, double> metric, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(options);
        var confusions = new DonorConfusions(truth, predicted, donors, classes);
        return Interval(confusions.Donors, times => metric(confusions.Sum(times)), options);
    }

    /// <summary>
    /// Interval of any measure of cells, for example log loss. Slower than the others: the measure is computed from the
    /// rows of each resample.
    /// </summary>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="metricOfRows">The measure of some cells, given as rows; a row comes as often as its donor was drawn. Called from several threads.</param>
    /// <param name="options">Resamples, level, seed, method.</param>
    /// <exception cref="EphysTxException">There are fewer than 2 donors.</exception>
    public static ConfidenceInterval Interval(DonorGroups donors, Func<int[], double> metricOfRows, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(donors);
        ArgumentNullException.ThrowIfNull(metricOfRows);
        ArgumentNullException.ThrowIfNull(options);
        DonorResampling.ThrowUnlessUsable(donors, donors.Cells);
        var rowsOf = new List<int>[donors.Count];
        for (int cell = 0; cell < donors.Cells; cell++)
        {
            (rowsOf[donors[cell]] ??= []).Add(cell);
        }

        return Interval(donors.Count, times => metricOfRows(Rows(rowsOf, times)), options);
    }

    private static ConfidenceInterval Interval(int donors, Func<int[], double> measure, BootstrapOptions options) =>
        BootstrapInterval.From(
            measure(DonorResampling.Once(donors)),
            DonorResampling.Bootstrap(donors, options, measure),
            () => DonorResampling.LeaveOneOut(donors, options, measure),
            donors,
            options);

    private static int[] Rows(List<int>[] rowsOf, int[] times)
    {
        var rows = new List<int>();
        for (int donor = 0; donor < times.Length; donor++)
        {
            for (int time = 0; time < times[donor]; time++)
            {
                rows.AddRange(rowsOf[donor]);
            }
        }

        return [.. rows];
    }
}
