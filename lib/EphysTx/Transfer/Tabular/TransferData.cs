using System.Collections.Concurrent;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Transfer;

/// <summary>Training cells of two cohorts with the same classes: the target, whose cells are to be predicted, and the source that is to help.</summary>
/// <param name="Target">Training cells of the target × its features; NaN where missing.</param>
/// <param name="TargetLabels">Class of each, 0 … <paramref name="ClassCount"/> − 1.</param>
/// <param name="Source">Cells of the source × its features; NaN where missing. Their units may differ from those of the target.</param>
/// <param name="SourceLabels">Class of each; source cells of other classes are left out beforehand.</param>
/// <param name="ClassCount">Number of classes, 2 or more.</param>
/// <param name="SharedColumns">For each source column the target column of the same measure.</param>
public sealed record TransferData(
    Matrix Target, int[] TargetLabels, Matrix Source, int[] SourceLabels, int ClassCount, int[] SharedColumns)
{
    // Normalising the source is the dearest step and has nothing to do with labels or target cells: folds share it.
    private readonly ConcurrentDictionary<(Matrix Source, NormalizingOptions Options), Matrix> _normalized = new();

    /// <summary>Donor of each target training cell, or null; a model that divides its training cells once more keeps donors together.</summary>
    public DonorGroups? TargetDonors { get; init; }

    /// <summary>Subtype of each target training cell, empty where unknown; null: not known.</summary>
    public IReadOnlyList<string>? TargetSubtypes { get; init; }

    /// <summary>Subtype of each source cell, empty where unknown; null: not known.</summary>
    public IReadOnlyList<string>? SourceSubtypes { get; init; }

    /// <summary>The same with some of the target's cells. What was computed of the source is shared, so make folds this way.</summary>
    /// <param name="rows">Rows of the target.</param>
    public TransferData SelectTarget(int[] rows) => this with
    {
        Target = Target.SelectRows(rows),
        TargetLabels = Array.ConvertAll(rows, row => TargetLabels[row]),
        TargetDonors = TargetDonors?.Select(rows),
        TargetSubtypes = TargetSubtypes is null ? null : Array.ConvertAll(rows, row => TargetSubtypes[row]),
    };

    /// <summary>The source, normalised on its own.</summary>
    internal Matrix NormalizedSource(NormalizingOptions options) => _normalized.GetOrAdd(
        (Source, options),
        key => NormalizingPreprocessor.Fit(key.Source, Enumerable.Range(0, key.Source.Rows).ToArray(), key.Options).Transform(key.Source));

    /// <summary>For each source feature the target column of the same name.</summary>
    /// <exception cref="EphysTxException">The target lacks a feature of the source.</exception>
    public static int[] Match(IReadOnlyList<string> targetFeatures, IReadOnlyList<string> sourceFeatures)
    {
        ArgumentNullException.ThrowIfNull(targetFeatures);
        ArgumentNullException.ThrowIfNull(sourceFeatures);
        string[] names = [.. targetFeatures];
        int[] columns = sourceFeatures.Select(name => Array.IndexOf(names, name)).ToArray();
        int absent = Array.IndexOf(columns, -1);
        return absent < 0
            ? columns
            : throw new EphysTxException($"The target has no feature '{sourceFeatures[absent]}' of the source; leave it out of the source.");
    }
}
