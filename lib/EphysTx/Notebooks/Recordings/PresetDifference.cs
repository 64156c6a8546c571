using EphysTx.Features.Families;

namespace EphysTx.Notebooks;

/// <summary>One family under both presets.</summary>
/// <param name="Family">Its name.</param>
/// <param name="PaperLength">Number of values under <c>paper</c>; 0 when it is missing.</param>
/// <param name="RecommendedLength">Number of values under <c>recommended</c>; 0 when it is missing.</param>
/// <param name="Largest">Largest absolute difference over the positions that both have; NaN when there is none.</param>
/// <param name="Relative">The same over the range of the family.</param>
public sealed record PresetDifference(string Family, int PaperLength, int RecommendedLength, double Largest, double Relative)
{
    /// <summary>Whether both presets have the family, with as many values.</summary>
    public bool IsComparable => PaperLength > 0 && PaperLength == RecommendedLength;

    /// <summary>The twelve families of a recording.</summary>
    public static IReadOnlyList<PresetDifference> Of(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return [.. FamilyNames.All.Select(name =>
        {
            double[] paper = lesson.Paper.Family(name);
            double[] ours = lesson.Recommended.Family(name);
            double[] apart = [.. paper.Zip(ours, (a, b) => Math.Abs(a - b)).Where(double.IsFinite)];
            double[] finite = [.. ours.Where(double.IsFinite)];
            double range = finite.Length == 0 ? double.NaN : finite.Max() - finite.Min();
            double largest = apart.Length == 0 ? double.NaN : apart.Max();
            return new PresetDifference(name, paper.Length, ours.Length, largest, range > 0 ? largest / range : double.NaN);
        })];
    }
}
