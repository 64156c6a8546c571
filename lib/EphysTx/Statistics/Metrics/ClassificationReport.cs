using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>How one class fared.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Precision">Of the cells predicted as it, the fraction that is; 0 where none is predicted.</param>
/// <param name="Recall">Of its cells, the fraction predicted as it; 0 where it has none.</param>
/// <param name="F1">Harmonic mean of the two; 0 where the class does not occur.</param>
/// <param name="Support">Number of its cells.</param>
public sealed record ClassScore(string Class, double Precision, double Recall, double F1, int Support);

/// <summary>The measures of one set of predictions. Conventions for absent classes: see <see cref="ConfusionMatrix"/>.</summary>
/// <param name="Classes">Names of the classes, by class number.</param>
/// <param name="Truth">True class of each cell.</param>
/// <param name="Predicted">Predicted class of each cell.</param>
/// <param name="Confusion">Counts, true class × predicted class.</param>
/// <param name="LogLoss">See <see cref="ProbabilityScores.LogLoss"/>; null without probabilities.</param>
/// <param name="Brier">See <see cref="ProbabilityScores.Brier"/>; null without probabilities.</param>
public sealed record ClassificationReport(
    string[] Classes, int[] Truth, int[] Predicted, ConfusionMatrix Confusion, double? LogLoss, double? Brier)
{
    /// <summary>Fraction of the cells predicted right.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>Mean F1 over all classes; an absent class counts with 0.</summary>
    public double MacroF1 => Confusion.MacroF1;

    /// <summary>Mean recall over the classes that occur.</summary>
    public double BalancedAccuracy => Confusion.BalancedAccuracy;

    /// <summary>The score of each class, by class number.</summary>
    public IReadOnlyList<ClassScore> PerClass { get; } = Enumerable.Range(0, Classes.Length)
        .Select(label => new ClassScore(Classes[label], Confusion.Precision(label), Confusion.Recall(label), Confusion.F1(label), Confusion.Support(label)))
        .ToArray();

    /// <summary>Measures predictions.</summary>
    /// <param name="truth">True class of each cell, 0 … C − 1.</param>
    /// <param name="predicted">Predicted class of each cell.</param>
    /// <param name="classes">Names of the C classes.</param>
    /// <param name="probabilities">Cells × C, each row adding up to 1; without it log loss and Brier score stay null.</param>
    /// <exception cref="EphysTxException">There is no cell, lengths differ, or a label is out of range.</exception>
    public static ClassificationReport From(int[] truth, int[] predicted, string[] classes, Matrix? probabilities = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(classes);
        if (truth.Length == 0)
        {
            throw new EphysTxException("There is no cell to measure predictions on; give at least one.");
        }

        if (probabilities is not null && probabilities.Columns != classes.Length)
        {
            throw new EphysTxException($"There are {classes.Length} classes but {probabilities.Columns} columns of probabilities; give one column a class.");
        }

        return new ClassificationReport(
            classes,
            truth,
            predicted,
            ConfusionMatrix.From(truth, predicted, classes.Length),
            probabilities is null ? null : ProbabilityScores.LogLoss(truth, probabilities),
            probabilities is null ? null : ProbabilityScores.Brier(truth, probabilities));
    }

    /// <summary>As the other overload, with the class numbers as names.</summary>
    public static ClassificationReport From(int[] truth, int[] predicted, int classes, Matrix? probabilities = null) =>
        From(truth, predicted, Enumerable.Range(0, classes).Select(label => FormattableString.Invariant($"{label}")).ToArray(), probabilities);

    /// <summary>
    /// Measures probabilities, the most probable class being the prediction (the lower class number where two are equal).
    /// </summary>
    /// <exception cref="EphysTxException">There is no cell, lengths differ, or a label is out of range.</exception>
    public static ClassificationReport From(int[] truth, Matrix probabilities, string[] classes) =>
        From(truth, ProbabilityScores.MostProbable(probabilities), classes, probabilities);

    /// <summary>
    /// The report of several reports' cells taken together, in order; log loss and Brier score are kept where all have them.
    /// </summary>
    /// <exception cref="ArgumentException">There is none, or their classes differ.</exception>
    public static ClassificationReport Pool(IReadOnlyList<ClassificationReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count == 0 || reports.Any(report => !report.Classes.SequenceEqual(reports[0].Classes)))
        {
            throw new ArgumentException("Reports to pool must be at least one, and of the same classes.", nameof(reports));
        }

        return new ClassificationReport(
            reports[0].Classes,
            reports.SelectMany(report => report.Truth).ToArray(),
            reports.SelectMany(report => report.Predicted).ToArray(),
            ConfusionMatrix.Pool(reports.Select(report => report.Confusion)),
            PooledMean(reports, report => report.LogLoss),
            PooledMean(reports, report => report.Brier));
    }

    private static double? PooledMean(IReadOnlyList<ClassificationReport> reports, Func<ClassificationReport, double?> score) =>
        reports.Any(report => score(report) is null)
            ? null
            : reports.Sum(report => score(report)!.Value * report.Truth.Length) / reports.Sum(report => report.Truth.Length);
}
