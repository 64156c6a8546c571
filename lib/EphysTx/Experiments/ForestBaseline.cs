using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>A forest on one split: what it says of itself, and what the test says.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Split">The split.</param>
/// <param name="Audit">Classes and donors on both sides.</param>
/// <param name="OutOfBag">Measures on the training cells, each judged by the trees that have not seen it.</param>
/// <param name="Test">Measures on the test cells.</param>
public sealed record ForestFit(Cohort Cohort, Split Split, SplitAudit Audit, ClassificationReport OutOfBag, ClassificationReport Test);

/// <summary>
/// The class-balanced random forest under the paper's split protocols (PROTOCOL of Schwider and Ramezani 2026) and under the
/// same protocols with donors kept together.
/// </summary>
public static class ForestBaseline
{
    /// <summary>Name of the model in tables and figures.</summary>
    public const string Model = "random forest";

    /// <summary>One forest on a hold-out of a fifth of the cells.</summary>
    public static ForestFit FitOne(Cohort cohort, SplitProtocol protocol, ForestBaselineOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        Split split = Splits.HoldOut(cohort.Labels, cohort.Donors, protocol, FirstSeed(cohort, options));
        RandomForest forest = options.Trainer(outOfBag: true).Fit(
            cohort.Values.SelectRows(split.Train), Take(cohort.Labels, split.Train), cohort.Classes.Length, split.Seed, cancellationToken);
        return new ForestFit(
            cohort,
            split,
            SplitAudit.Of(split, cohort.Labels, cohort.Donors),
            ClassificationReport.From(Take(cohort.Labels, split.Train), forest.OutOfBag!.Probabilities, cohort.Classes),
            ClassificationReport.From(Take(cohort.Labels, split.Test), forest.PredictProbabilities(cohort.Values.SelectRows(split.Test)), cohort.Classes));
    }

    /// <summary>
    /// The splits of a cohort: mouse, repeated hold-outs of a fifth (the paper's 60/20/20 without a validation part, which a
    /// forest does not need: training and validation part together); human, repeated 5-fold cross-validation.
    /// </summary>
    public static Split[] SplitsOf(Cohort cohort, SplitProtocol protocol, ForestBaselineOptions options)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        long seed = FirstSeed(cohort, options);
        return cohort.Species == Species.Mouse
            ? Enumerable.Range(0, options.MouseRuns)
                .Select(run => Splits.HoldOut(cohort.Labels, cohort.Donors, protocol, seed + run) with { Run = run })
                .ToArray()
            : Splits.RepeatedKFold(cohort.Labels, cohort.Donors, folds: 5, options.HumanRuns, protocol, seed);
    }

    /// <summary>Trains and tests a forest on every split of a cohort.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told the share done, 0 to 1, after each forest.</param>
    /// <param name="cancellationToken">Stops between trees.</param>
    public static CohortEvaluation Evaluate(
        Cohort cohort,
        SplitProtocol protocol,
        ForestBaselineOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        Split[] splits = SplitsOf(cohort, protocol, options);
        var predictions = new FoldPrediction[splits.Length];
        for (int i = 0; i < splits.Length; i++)
        {
            Matrix probabilities = FitAndPredict(cohort, splits[i], options, cancellationToken);
            predictions[i] = new FoldPrediction(splits[i], TabularClassifierExtensions.MostProbable(probabilities), probabilities);
            progress?.Report((i + 1.0) / splits.Length);
        }

        return CohortEvaluation.From(cohort, Model, protocol, predictions, options.BootstrapResamples);
    }

    /// <summary>Every cohort of a set under both protocols, mouse first.</summary>
    public static IReadOnlyList<CohortEvaluation> EvaluateAll(
        CohortSet cohorts, ForestBaselineOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohorts);
        var evaluations = new List<CohortEvaluation>();
        Cohort[] all = [cohorts.Mouse, cohorts.Human, .. cohorts.HumanFull is { } full ? new[] { full } : []];
        foreach (Cohort cohort in all)
        {
            foreach (SplitProtocol protocol in new[] { SplitProtocol.Paper, SplitProtocol.Donor })
            {
                int done = evaluations.Count;
                var part = progress is null ? null : new PartOfProgress(progress, done, 2 * all.Length);
                evaluations.Add(Evaluate(cohort, protocol, options, part, cancellationToken));
            }
        }

        return evaluations;
    }

    internal static Matrix FitAndPredict(Cohort cohort, Split split, ForestBaselineOptions options, CancellationToken cancellationToken) =>
        Fit(cohort, split, options, cancellationToken).PredictProbabilities(cohort.Values.SelectRows(split.Test));

    internal static RandomForest Fit(Cohort cohort, Split split, ForestBaselineOptions options, CancellationToken cancellationToken) =>
        options.Trainer().Fit(
            cohort.Values.SelectRows(split.Train), Take(cohort.Labels, split.Train), cohort.Classes.Length, split.Seed, cancellationToken);

    internal static long FirstSeed(Cohort cohort, ForestBaselineOptions options) =>
        cohort.Species == Species.Mouse ? options.MouseSeed : options.HumanSeed;

    internal static int[] Take(int[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private sealed class PartOfProgress(IProgress<double> whole, int part, int parts) : IProgress<double>
    {
        public void Report(double value) => whole.Report((part + value) / parts);
    }
}
