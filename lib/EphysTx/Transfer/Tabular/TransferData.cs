using EphysTx.Numerics;

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
