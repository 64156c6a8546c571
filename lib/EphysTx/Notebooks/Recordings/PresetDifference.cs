using EphysTx.Features.Families;

namespace EphysTx.Notebooks;

/// <summary>One family under both presets.</summary>
/// <param name="Family">Its name.</param>
/// <param name="PaperLength">Number of values under <c>paper</c>; 0 when it is missing.</param>
/// <param name="RecommendedLength">Number of values under <c>recommended</c>; 0 when it is missing.</param>
/// <param name="Mean">Mean absolute difference, the shorter list stretched; NaN when they cannot be compared.</param>
/// <param name="Relative">The same over the range of the family.</param>
public sealed record PresetDifference(string Family, int PaperLength, int RecommendedLength, double Mean, double Relative)
{
    private const double LongestStretch = 0.05;

    /// <summary>Whether both presets have the family, with about as many values: then the lists show the same stretches of the trace.</summary>
    public bool IsComparable => PaperLength > 0 && Math.Abs(PaperLength - RecommendedLength) <= LongestStretch * RecommendedLength;

    /// <summary>A list stretched to a length by linear interpolation.</summary>
    public static double[] Stretched(double[] values, int length)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == length || values.Length == 0 || length < 2 ? values : [.. Enumerable.Range(0, length).Select(k =>
        {
            double at = (double)k * (values.Length - 1) / (length - 1);
            int low = Math.Min((int)at, values.Length - 2);
            return low < 0 ? values[0] : values[low] + ((at - low) * (values[low + 1] - values[low]));
        })];
    }

    /// <summary>The twelve families of a recording.</summary>
    public static IReadOnlyList<PresetDifference> Of(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return [.. FamilyNames.All.Select(name =>
        {
            double[] paper = lesson.Paper.Family(name);
            double[] ours = lesson.Recommended.Family(name);
            var one = new PresetDifference(name, paper.Length, ours.Length, double.NaN, double.NaN);
            double[] finite = [.. ours.Where(double.IsFinite)];
            double[] apart = one.IsComparable ? [.. Stretched(paper, ours.Length).Zip(ours, (a, b) => Math.Abs(a - b)).Where(double.IsFinite)] : [];
            double range = finite.Length == 0 ? double.NaN : finite.Max() - finite.Min();
            return apart.Length == 0 ? one : one with { Mean = apart.Average(), Relative = range > 0 ? apart.Average() / range : double.NaN };
        })];
    }
}
