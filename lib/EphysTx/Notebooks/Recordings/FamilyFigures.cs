using EphysTx.Features.Families;
using EphysTx.Features.Protocols;
using EphysTx.Features.Register;
using EphysTx.Figures;

namespace EphysTx.Notebooks;

/// <summary>The twelve families: where they are taken on the traces, what they look like, and what a preset does to them.</summary>
public static class FamilyFigures
{
    /// <summary>The stretches of voltage that the families are taken from.</summary>
    public static Figure OnTraces(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        FamilySources sources = FamilySources.Of(lesson.Recommended);
        LongSquareSweep? busiest = sources.Targets.LastOrDefault(sweep => sweep is not null);
        (double Target, LongSquareSweep Sweep)[] steps = [.. sources.Steps.Where(step => step.Sweep is not null).Select(step => (step.Target, step.Sweep!))];
        Chart[] panels =
        [
            Traces("first_ap_v, first_ap_dv: 3 ms from threshold", [.. FirstSpikes(lesson)], "time from threshold", "ms"),
            Traces("isi_shape: trough to next threshold", [.. Intervals(sources.Isi)], "share of the interval", null),
            Bins(busiest),
            Traces(
                "step_subthresh, subthresh_norm: steps down",
                [.. steps.Select((step, k) => TraceLine.Voltage(Words(step.Sweep), step.Sweep.Sweep, step.Sweep.Window, 0.1, 0.2, RecordingFigures.Shade(k, steps.Length + 1))),
                 .. sources.Norm is { } norm ? new[] { TraceLine.Voltage($"{Words(norm)} (norm)", norm.Sweep, norm.Window, 0.1, 0.2, SubclassPalette.Series(1)) } : []], "time from onset", "s"),
        ];
        return new Figure("families-on-traces", lesson.Marked("Where on the traces the twelve families are taken"), panels)
        {
            Columns = 2,
            Width = 980,
            PanelLetters = true,
            Subtitle = "Preset recommended. The binned families (psth, inst_freq and five spiking_… families) hold one value per 20 ms of each of three steps; panel c shows the first 0.3 s of the strongest.",
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>The twelve families as vectors.</summary>
    public static Figure Vectors(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return new Figure("families", lesson.Marked("The twelve families of one cell"), [.. FamilyNames.All.Select(name => (Chart)Vector(name, [("", lesson.Recommended.Family(name), 0)]))])
        {
            Columns = 3,
            Width = 980,
            Subtitle = "Each is a list of numbers; the position in the list is on the horizontal axis. This is what the paper's network reads, one family per row.",
            Footnotes = [.. FamilyNames.All.Where(name => lesson.Recommended.Family(name).Length == 0).Select(name => $"{name} is missing: {lesson.Recommended.FailureOf(name)?.Text}")],
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>The families in which the presets differ most, one over the other.</summary>
    public static Figure Presets(RecordingLesson lesson, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        PresetDifference[] differences = [.. PresetDifference.Of(lesson).Where(one => one.IsComparable && one.Relative > 1e-3).OrderByDescending(one => one.Relative).Take(most)];
        return new Figure(
            "presets",
            lesson.Marked(differences.Length == 0 ? "Both presets give the same families for this recording" : $"What the traps of the paper's code do to {string.Join(", ", differences.Select(one => one.Family))}"),
            [.. differences.Select(one => (Chart)Vector(one.Family, [("paper", PresetDifference.Stretched(lesson.Paper.Family(one.Family), one.RecommendedLength), 1), ("recommended", lesson.Recommended.Family(one.Family), 0)]))])
        {
            Columns = 1,
            Width = 900,
            Subtitle = "The families with the largest mean difference relative to their own range. Same recording, same definitions. A list that is a few values shorter is stretched to the same length.",
            Footnotes = lesson.Paper.Error is { } error ? [$"Preset paper gives nothing: {error.Text}"] : [],
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    private static LineChart Vector(string name, (string Name, double[] Values, int Style)[] lines) => new([.. lines.Where(line => line.Values.Length > 0).Select(line =>
        new LineSeries(line.Name, [.. Enumerable.Range(0, line.Values.Length).Select(k => (double)k)], line.Values) { Style = SubclassPalette.Series(line.Style) })])
    {
        Title = name,
        X = new Axis("position"),
        Y = new Axis("", FeatureRegister.Get(name).Unit is { } unit and not "1" ? unit : null),
        PlotHeight = lines.Length > 1 ? 170 : 110,
    };

    private static IEnumerable<LineSeries> FirstSpikes(RecordingLesson lesson)
    {
        CellAnalysis? cell = lesson.Recommended.Analysis;
        if (SpikingSweep.AtCommonAmplitude(cell?.ShortSquares ?? []) is [var shortSquare, ..])
        {
            yield return Spike("short square", shortSquare.Sweep, shortSquare.Spikes[0].ThresholdIndex, 0);
        }

        if (cell?.LongSquare?.Rheobase is { Spikes.Count: > 0 } rheobase)
        {
            yield return Spike("long square", rheobase.Sweep, rheobase.Spikes[0].ThresholdIndex, 1);
        }

        if (cell?.Ramps.FirstOrDefault(ramp => ramp.Spikes.Count > 0) is { } ramped)
        {
            yield return Spike("ramp", ramped.Sweep, ramped.Spikes[0].ThresholdIndex, 2);
        }
    }

    private static LineSeries Spike(string name, AlignedSweep sweep, int threshold, int style)
    {
        double[] voltage = sweep.Samples.ToArray();
        double start = sweep.Time[threshold];
        (_, int to) = TraceLine.Range(sweep, start, start + ActionPotentialShape.Window);
        return TraceLine.Of(name, k => voltage[k], k => 1000 * (sweep.Time[k] - start), threshold, to, SubclassPalette.Series(style));
    }

    private static IEnumerable<LineSeries> Intervals(LongSquareSweep? sweep, int most = 5)
    {
        if (sweep is null)
        {
            yield break;
        }

        double[] voltage = sweep.Sweep.Samples.ToArray();
        int count = Math.Min(most, sweep.Spikes.Count - 1);
        for (int k = 0; k < count; k++)
        {
            (int from, int to) = (sweep.Spikes[k].FastTroughIndex, sweep.Spikes[k + 1].ThresholdIndex);
            if (from >= 0 && to > from)
            {
                yield return TraceLine.Of("", j => voltage[j], j => (double)(j - from) / (to - from), from, to, RecordingFigures.Shade(k, count), 200);
            }
        }
    }

    private static LineChart Bins(LongSquareSweep? sweep, double shown = 0.3, double bin = BinnedTrains.BinWidth / 1000.0)
    {
        string title = "psth, inst_freq and five spiking_… families: 20 ms bins";
        return sweep is null ? Traces(title, [], "time from onset", "s") : Traces(
            title,
            [TraceLine.Voltage(Words(sweep), sweep.Sweep, sweep.Window with { End = sweep.Window.Start + shown }, 0, 0, SubclassPalette.Series(3) with { Dashed = false })], "time from onset", "s") with
        {
            ReferenceLines = [.. Enumerable.Range(0, (int)Math.Round(shown / bin) + 1).Select(k => new ReferenceLine(k * bin, null, OnX: true))],
        };
    }

    private static LineChart Traces(string title, LineSeries[] lines, string x, string? unit) => new(lines)
    {
        Title = title,
        X = new Axis(x, unit),
        Y = new Axis("voltage", "mV"),
        PlotHeight = 190,
    };

    private static string Words(LongSquareSweep sweep) => FormattableString.Invariant($"{sweep.Amplitude:0;−0} pA");
}
