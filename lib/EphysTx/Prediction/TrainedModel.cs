using EphysTx.Cohorts;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>What a model was trained on.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Species">Species of its cells.</param>
/// <param name="IsSimulated">Whether the cells are simulated.</param>
/// <param name="Cells">Identifiers of the training cells.</param>
/// <param name="Labels">Class of each.</param>
/// <param name="Donors">Number of different donors.</param>
/// <param name="Provenance">Files behind the cohort, one a line.</param>
/// <param name="Seed">Seed of everything random.</param>
public sealed record TrainingSet(
    string Cohort, Species Species, bool IsSimulated, IReadOnlyList<string> Cells, IReadOnlyList<int> Labels, int Donors, IReadOnlyList<string> Provenance, long Seed);

/// <summary>A trained model with all that a prediction needs: classifier, calibration, sets, and what the training cells look like.</summary>
/// <param name="Name">Kind of the classifier, in words.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Features">The features, one a column, in the units that values must have.</param>
/// <param name="Training">What it was trained on.</param>
/// <param name="Classifier">From features to raw probabilities.</param>
/// <param name="Calibration">From raw probabilities to calibrated ones.</param>
/// <param name="Sets">Prediction sets by level, ascending.</param>
/// <param name="Typicality">How like the training cells a cell is.</param>
/// <param name="Species">Whether a cell looks like one of the other species; null where the cohort has one species.</param>
/// <param name="Evaluation">How it did on donors that it had not seen.</param>
public sealed record TrainedModel(
    string Name,
    IReadOnlyList<string> Classes,
    IReadOnlyList<FeatureDefinition> Features,
    TrainingSet Training,
    ITabularClassifier Classifier,
    ProbabilityCalibration Calibration,
    IReadOnlyList<ConformalSets> Sets,
    Typicality Typicality,
    SpeciesCheck? Species,
    ModelEvaluation Evaluation)
{
    /// <summary>The families in column order with their columns.</summary>
    public IReadOnlyList<FeatureFamily> Families { get; } =
        FamiliesOf(Features);

    internal static FeatureFamily[] FamiliesOf(IReadOnlyList<FeatureDefinition> features) =>
        [.. features.Select((feature, column) => (feature.Family, column)).GroupBy(one => one.Family).Select(group => new FeatureFamily(group.Key, [.. group.Select(one => one.column)]))];
}
