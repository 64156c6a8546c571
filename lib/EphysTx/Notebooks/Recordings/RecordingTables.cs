using EphysTx.Features.Families;
using EphysTx.Features.Register;
using EphysTx.Figures;
using EphysTx.Recordings.Quality;

namespace EphysTx.Notebooks;

/// <summary>Tables of one recording.</summary>
public static class RecordingTables
{
    /// <summary>Every sweep: what was asked, what became of it, and why.</summary>
    public static DisplayTable Sweeps(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        Dictionary<int, double> amplitudes = (lesson.LongSquare?.Sweeps ?? []).ToDictionary(sweep => sweep.Sweep.Sweep.Number, sweep => sweep.Amplitude);
        return new DisplayTable(
            lesson.Marked("Sweeps"),
            [new("sweep"), new("stimulus code"), new("stimulus"), new("step", "pA", "0"), new("voltage change", "mV", "0.00"), new("outcome"), new("because")],
            (lesson.Recommended.Audit?.Sweeps ?? []).Select(report => (IReadOnlyList<object?>)
            [
                report.Number, report.StimulusCode, report.StimulusName, amplitudes.TryGetValue(report.Number, out double amplitude) ? amplitude : null,
                report.Quality?.VoltageDelta, Words(report.Outcome), string.Join("; ", report.Failures.Select(failure => failure.Text)),
            ]).ToArray())
        {
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>The twelve families: length, unit, sweeps they come from.</summary>
    public static DisplayTable Families(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        FamilySources sources = FamilySources.Of(lesson.Recommended);
        return new DisplayTable(
            lesson.Marked("The twelve families, preset recommended"),
            [new("family"), new("values"), new("unit"), new("taken from"), new("what it is")],
            FamilyNames.All.Select(name => (IReadOnlyList<object?>)
            [
                name, lesson.Recommended.Family(name).Length, FeatureRegister.Get(name).Unit,
                lesson.Recommended.FailureOf(name) is { } failure && lesson.Recommended.Family(name).Length == 0 ? $"missing: {failure.Text}" : sources.Words(name, lesson.Recommended),
                FeatureRegister.Get(name).Definition,
            ]).ToArray())
        {
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>Both presets side by side.</summary>
    public static DisplayTable Presets(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return new DisplayTable(
            lesson.Marked("Two presets, one recording"),
            [new("family"), new("values, paper"), new("values, recommended"), new("mean difference", null, "G3"), new("of its range", "%", "0.0"), new("sweeps, paper"), new("sweeps, recommended")],
            PresetDifference.Of(lesson).Select(one => (IReadOnlyList<object?>)
            [
                one.Family, one.PaperLength, one.RecommendedLength, one.IsComparable ? one.Mean : null, one.IsComparable ? 100 * one.Relative : null,
                FamilySources.Of(lesson.Paper).Words(one.Family, lesson.Paper), FamilySources.Of(lesson.Recommended).Words(one.Family, lesson.Recommended),
            ]).ToArray())
        {
            Footnotes = ["A dash: one list holds more parts than the other, so their values cannot be compared one by one. A list that is a few values shorter is stretched."],
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>The scalar features with their definitions.</summary>
    public static DisplayTable Scalars(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return new DisplayTable(
            lesson.Marked("Scalar features, preset recommended"),
            [new("feature"), new("value", null, "G4"), new("unit"), new("definition, or why it is missing")],
            lesson.Recommended.Scalars.Select(scalar => (IReadOnlyList<object?>)
            [
                scalar.Name, double.IsNaN(scalar.Value) ? null : scalar.Value, FeatureRegister.Get(scalar.Name).Unit, scalar.Failure?.Text ?? FeatureRegister.Get(scalar.Name).Definition,
            ]).ToArray())
        {
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    private static string Words(SweepOutcome outcome) => outcome switch
    {
        SweepOutcome.Passed => "used",
        SweepOutcome.FailedQuality => "dropped: quality",
        SweepOutcome.Tagged => "dropped: not sound",
        SweepOutcome.Unreadable => "dropped: unreadable",
        _ => "not looked at",
    };
}
