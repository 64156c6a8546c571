using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>What a model said about the test part of one split.</summary>
/// <param name="Split">The split.</param>
/// <param name="Predicted">Predicted class of each test cell, in the order of <c>Split.Test</c>.</param>
/// <param name="Probabilities">Test cells × classes, or null.</param>
public sealed record FoldPrediction(Split Split, int[] Predicted, Matrix? Probabilities = null);

/// <summary>
/// The results of (repeated) cross-validation: per fold, per run (the folds of a run pooled, so that each cell counts
/// once a run) and all together.
/// </summary>
/// <param name="Splits">The splits, in the order given.</param>
/// <param name="Folds">One report a split, in the same order.</param>
/// <param name="Runs">One report a run, by run number.</param>
/// <param name="Pooled">One report of all predictions; its cells are <paramref name="Cells"/>.</param>
/// <param name="Cells">Row in the cohort of each prediction of <paramref name="Pooled"/>; a cell occurs once a run.</param>
public sealed record CrossValidationReport(
    IReadOnlyList<Split> Splits,
    IReadOnlyList<ClassificationReport> Folds,
    IReadOnlyList<ClassificationReport> Runs,
    ClassificationReport Pooled,
    int[] Cells)
{
    /// <summary>Measures the predictions of all folds.</summary>
    /// <param name="labels">True class of each cell of the cohort.</param>
    /// <param name="classes">Names of the classes.</param>
    /// <param name="predictions">One entry a split.</param>
    /// <exception cref="EphysTxException">There is none, or a prediction does not fit its split.</exception>
    public static CrossValidationReport From(int[] labels, string[] classes, IReadOnlyList<FoldPrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count == 0)
        {
            throw new EphysTxException("There is no fold to report; give the predictions of at least one split.");
        }

        Split[] splits = predictions.Select(prediction => prediction.Split).ToArray();
        ClassificationReport[] folds = predictions
            .Select(fold => ClassificationReport.From(Array.ConvertAll(fold.Split.Test, row => labels[row]), fold.Predicted, classes, fold.Probabilities))
            .ToArray();
        ClassificationReport[] runs = Enumerable.Range(0, folds.Length)
            .GroupBy(i => splits[i].Run)
            .OrderBy(run => run.Key)
            .Select(run => ClassificationReport.Pool(run.Select(i => folds[i]).ToArray()))
            .ToArray();
        return new CrossValidationReport(splits, folds, runs, ClassificationReport.Pool(folds), splits.SelectMany(split => split.Test).ToArray());
    }

    /// <summary>Mean and spread over runs of a measure of the run's pooled folds: <c>report.OverRuns(r => r.MacroF1)</c>.</summary>
    public MetricSummary OverRuns(Func<ClassificationReport, double> metric) => MetricSummary.Of(Runs.Select(metric));

    /// <summary>Mean and spread over all folds of all runs. Folds share training cells, so this spread is no standard error.</summary>
    public MetricSummary OverFolds(Func<ClassificationReport, double> metric) => MetricSummary.Of(PerFold(metric));

    /// <summary>A measure of each fold, in order: what <see cref="CorrectedResampledTTest"/> compares.</summary>
    public double[] PerFold(Func<ClassificationReport, double> metric) => Folds.Select(metric).ToArray();

    /// <summary>Checks that another model was measured on the same splits, as every paired comparison needs.</summary>
    /// <exception cref="EphysTxException">Training or test cells, or their order, differ.</exception>
    internal void ThrowUnlessSameSplits(CrossValidationReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        bool same = Splits.Count == other.Splits.Count && Splits.Zip(other.Splits).All(pair =>
            ReferenceEquals(pair.First, pair.Second)
            || (pair.First.Test.SequenceEqual(pair.Second.Test) && pair.First.Train.SequenceEqual(pair.Second.Train)));
        if (!same || !Pooled.Classes.SequenceEqual(other.Pooled.Classes))
        {
            throw new EphysTxException("The two cross-validations have different splits or classes; a paired comparison needs the same for both.");
        }
    }
}
