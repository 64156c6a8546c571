using EphysTx.Features.Families;

namespace EphysTx.Features.Extraction;

/// <summary>Which columns a set of cells has: the twelve families first, in order, then any others by name.</summary>
internal static class FeatureTableLayout
{
    /// <summary>Names of the families that occur; always the twelve.</summary>
    public static IReadOnlyList<string> FamiliesOf(IEnumerable<ExtractedCell> cells) =>
    [
        .. FamilyNames.All,
        .. cells.SelectMany(cell => cell.Families).Select(family => family.Name).Distinct(StringComparer.Ordinal)
            .Except(FamilyNames.All, StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Names of the scalar features that occur, in order of first occurrence.</summary>
    public static IReadOnlyList<string> ScalarsOf(IEnumerable<ExtractedCell> cells) =>
        [.. cells.SelectMany(cell => cell.Scalars).Select(scalar => scalar.Name).Distinct(StringComparer.Ordinal)];
}
