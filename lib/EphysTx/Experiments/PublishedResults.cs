using EphysTx.Cohorts;

namespace EphysTx.Experiments;

/// <summary>A score as printed: mean and, where given, standard deviation over runs.</summary>
/// <param name="Mean">Mean over runs, 0 to 1.</param>
/// <param name="StandardDeviation">Standard deviation over runs, or null where none is printed.</param>
public sealed record PublishedScore(double Mean, double? StandardDeviation = null);

/// <summary>One row of a published results table.</summary>
/// <param name="Species">Species of the test cells.</param>
/// <param name="Model">Model as the paper names it.</param>
/// <param name="MacroF1">Macro-averaged F1.</param>
/// <param name="Accuracy">Accuracy.</param>
public sealed record PublishedResult(Species Species, string Model, PublishedScore MacroF1, PublishedScore Accuracy);

/// <summary>
/// The published numbers that the workbook's own are shown beside: Schwider and Ramezani 2026, arXiv 2603.11000.
/// They were obtained on twelve feature families (or their sparse principal components) of 3,699 mouse and 506 human cells.
/// </summary>
public static class PublishedResults
{
    /// <summary>How the source is cited under tables and figures.</summary>
    public const string Citation = "Schwider & Ramezani 2026 (arXiv 2603.11000)";

    /// <summary>Mouse, 5 classes, stratified 60/20/20 hold-out, 10 runs.</summary>
    public static IReadOnlyList<PublishedResult> Mouse { get; } =
    [
        new(Species.Mouse, "random forest on sparse PCs", new(0.8728), new(0.9072)),
        new(Species.Mouse, "BiLSTM, no attention", new(0.8601, 0.0162), new(0.9062, 0.0091)),
        new(Species.Mouse, "BiLSTM + attention", new(0.8738, 0.0136), new(0.9145, 0.0088)),
        new(Species.Mouse, "BiLSTM + attention + SMOTE", new(0.8856, 0.0214), new(0.9193, 0.0128)),
        new(Species.Mouse, "ArcFace BiLSTM + attention + SMOTE", new(0.8869, 0.0186), new(0.9212, 0.0092)),
    ];

    /// <summary>Human, 4 classes, stratified 5-fold × 10 runs.</summary>
    public static IReadOnlyList<PublishedResult> Human { get; } =
    [
        new(Species.Human, "BiLSTM + attention", new(0.6685, 0.0141), new(0.7798, 0.0080)),
        new(Species.Human, "BiLSTM + attention + SMOTE", new(0.6754, 0.0180), new(0.7822, 0.0145)),
        new(Species.Human, "ArcFace BiLSTM + attention + SMOTE", new(0.6729, 0.0195), new(0.7818, 0.0145)),
    ];

    /// <summary>Human, 4 aligned classes, with and without mouse cells, stratified 5-fold × 10 runs, the same folds for both.</summary>
    public static IReadOnlyList<PublishedResult> Transfer { get; } =
    [
        new(Species.Human, "human-only baseline", new(0.6580, 0.0286), new(0.7710, 0.0172)),
        new(Species.Human, "joint multi-task, then human fine-tune", new(0.6795, 0.0120), new(0.7905, 0.0096)),
    ];

    /// <summary>Cells after quality control per subclass in the published mouse cohort (DANDI 000020).</summary>
    public static IReadOnlyDictionary<string, int> MouseClassCounts { get; } = new Dictionary<string, int>
    {
        [Subclass.Sst] = 1663,
        [Subclass.Pvalb] = 745,
        [Subclass.Vip] = 691,
        [Subclass.Lamp5] = 402,
        [Subclass.Sncg] = 198,
    };

    /// <summary>Cells after quality control per subclass in the published human cohort (DANDI 000636).</summary>
    public static IReadOnlyDictionary<string, int> HumanClassCounts { get; } = new Dictionary<string, int>
    {
        [Subclass.Pvalb] = 293,
        [Subclass.Sst] = 96,
        [Subclass.Vip] = 67,
        [Subclass.Lamp5] = 50,
    };
}
