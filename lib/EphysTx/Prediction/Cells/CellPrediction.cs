namespace EphysTx.Prediction;

/// <summary>Why a cell is not given a label.</summary>
public enum AbstentionReason
{
    /// <summary>Too few features could be had.</summary>
    TooFewFeatures,

    /// <summary>A value is far outside the range of all training cells: a broken recording, or another unit.</summary>
    ImpossibleValue,

    /// <summary>Unlike any training cell.</summary>
    UnlikeTraining,

    /// <summary>Unlike any training cell, with the wide and asymmetric spike of pyramidal cells.</summary>
    PossiblyPyramidal,

    /// <summary>Looks like a cell of another species.</summary>
    OtherSpecies,

    /// <summary>Sampled too slowly for the shape of spikes.</summary>
    SlowSampling,

    /// <summary>The largest probability is below the limit.</summary>
    NotSure,
}

/// <summary>One reason for not giving a label.</summary>
/// <param name="Reason">The kind.</param>
/// <param name="Text">In words, with numbers.</param>
public sealed record Abstention(AbstentionReason Reason, string Text);

/// <summary>A family that a cell lacks wholly or in part.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Missing">Number of missing features.</param>
/// <param name="Of">Number of its features.</param>
/// <param name="Why">The most frequent reason.</param>
public sealed record MissingFamily(string Family, int Missing, int Of, string Why);

/// <summary>What a family did for the most probable class.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Change">Probability of the class minus that without the family; above 0 the family spoke for it.</param>
public sealed record FamilyContribution(string Family, double Change);

/// <summary>A training cell near the cell.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Class">Its class.</param>
/// <param name="Distance">In standard deviations, root mean square over the features that both have.</param>
public sealed record NearTrainingCell(string Id, string Class, double Distance);

/// <summary>What is said about one cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="MostProbable">The most probable class, whether or not it is given as label.</param>
/// <param name="Label">The label; null when it abstains.</param>
/// <param name="Abstentions">Why it abstains; empty when it does not.</param>
/// <param name="Probabilities">Calibrated, by class.</param>
/// <param name="RunnerUp">The second class.</param>
/// <param name="Sets">Classes in the set of each level, most probable first.</param>
/// <param name="Missing">Families with missing features.</param>
/// <param name="Contributions">Families by how much they spoke for the most probable class.</param>
/// <param name="Nearest">The nearest training cells.</param>
/// <param name="Distance">Mean distance to the nearest training cells.</param>
/// <param name="DistanceThreshold">Above it the cell is unlike any training cell.</param>
/// <param name="OtherSpecies">Probability of the other species; NaN when not checked.</param>
public sealed record CellPrediction(
    CellFeatures Cell,
    string MostProbable,
    string? Label,
    IReadOnlyList<Abstention> Abstentions,
    IReadOnlyList<double> Probabilities,
    string RunnerUp,
    IReadOnlyList<(double Level, IReadOnlyList<string> Classes)> Sets,
    IReadOnlyList<MissingFamily> Missing,
    IReadOnlyList<FamilyContribution> Contributions,
    IReadOnlyList<NearTrainingCell> Nearest,
    double Distance,
    double DistanceThreshold,
    double OtherSpecies);
