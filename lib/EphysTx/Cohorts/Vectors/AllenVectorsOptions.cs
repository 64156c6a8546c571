namespace EphysTx.Cohorts.Vectors;

/// <summary>How the cohort <c>allen-vectors</c> is put together.</summary>
public sealed record AllenVectorsOptions
{
    /// <summary>Environment variable that names the feature file, or a folder of such.</summary>
    public const string FilesVariable = "EPHYSTX_VECTORS";

    /// <summary>Environment variable that names the column of labels.</summary>
    public const string LabelVariable = "EPHYSTX_VECTORS_LABEL";

    /// <summary>Feature file or folder; null for <c>vectors</c> in the data folder. Default: what <c>EPHYSTX_VECTORS</c> names.</summary>
    public string? Files { get; init; } = Environment.GetEnvironmentVariable(FilesVariable) is { Length: > 0 } named ? named : null;

    /// <summary>Column of labels in the tables beside the feature files; null to choose. Default: what <c>EPHYSTX_VECTORS_LABEL</c> names.</summary>
    public string? LabelColumn { get; init; } = Environment.GetEnvironmentVariable(LabelVariable) is { Length: > 0 } named ? named : null;

    /// <summary>Classes with fewer cells in a species are dropped from it, and counted in the funnel. Default 5, so that five folds have one each; at least 1.</summary>
    public int LeastCells { get; init; } = 5;
}
