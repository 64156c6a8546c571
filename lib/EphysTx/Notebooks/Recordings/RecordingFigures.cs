using EphysTx.Features.Protocols;
using EphysTx.Features.Spikes;
using EphysTx.Figures;
using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Notebooks;

/// <summary>Figures of one recording: its protocols, its dropped sweeps, its spikes.</summary>
public static class RecordingFigures
{
    private static readonly Axis Seconds = new("time from onset", "s");

    // One colour for one thing in every panel.
    private static readonly SeriesStyle Trace = SubclassPalette.Series(3) with { Dashed = false };
    private static readonly SeriesStyle Threshold = SubclassPalette.Series(0);
    private static readonly SeriesStyle Peak = SubclassPalette.Series(1) with { Dashed = false };
    private static readonly SeriesStyle Trough = SubclassPalette.Series(2);
    private static readonly SeriesStyle Upstroke = new(Colour.FromHex("#7b4fa3"), MarkerShape.TriangleUp);
    private static readonly SeriesStyle Downstroke = new(Colour.FromHex("#9c6b1e"), MarkerShape.TriangleDown);
    private static readonly SeriesStyle Width = SubclassPalette.Series(5);

    /// <summary>Current above, voltage below, of the three protocols.</summary>
    public static Figure Protocols(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        CellAnalysis? cell = lesson.Recommended.Analysis;
        (string Name, (AlignedSweep Sweep, AnalysisWindow Window)[] Sweeps, double Before, double After)[] protocols =
        [
            ("long squares", [.. (cell?.LongSquare?.Sweeps ?? []).Select(sweep => (sweep.Sweep, sweep.Window))], 0.1, 0.2),
            ("short squares", [.. (cell?.ShortSquares ?? []).Select(sweep => (sweep.Sweep, sweep.Window))], 0.005, -0.08),
            ("ramps", [.. (cell?.Ramps ?? []).Select(sweep => (sweep.Sweep, sweep.Window))], 0.1, 0),
        ];
        protocols = [.. protocols.Where(protocol => protocol.Sweeps.Length > 0)];
        return new Figure(
            "protocols",
            lesson.Marked("Three questions to a cell: long square, short square, ramp"),
            [
                .. protocols.Select(one => Panel(one.Name, "current", "pA", one.Sweeps.Select((sweep, k) => TraceLine.Current("", sweep.Sweep, sweep.Window, one.Before, one.After, Shade(k, one.Sweeps.Length))), 110)),
                .. protocols.Select(one => Panel("", "voltage", "mV", one.Sweeps.Select((sweep, k) => TraceLine.Voltage("", sweep.Sweep, sweep.Window, one.Before, one.After, Shade(k, one.Sweeps.Length))), 200)),
            ])
        {
            Columns = Math.Max(1, protocols.Length),
            Width = 980,
            Subtitle = "Every sweep that passed, one line each. Above: the current that was injected. Below: the voltage that came back.",
            Footnotes = ["Lines are drawn by the extremes of short stretches."],
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>The sweeps that were dropped, each over a sweep of the same kind that was kept.</summary>
    public static Figure Dropped(RecordingLesson lesson, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        SweepReport[] reports = [.. (lesson.Recommended.Audit?.Sweeps ?? []).Where(sweep => sweep.Outcome is SweepOutcome.Tagged or SweepOutcome.FailedQuality).Take(most)];
        return new Figure("dropped-sweeps", lesson.Marked("What quality control dropped, and why"), [.. reports.Select(report => (Chart)WholeSweep(lesson.Recording, report))])
        {
            Columns = Math.Clamp(reports.Length, 1, 3),
            Width = 900,
            Subtitle = reports.Length == 0 ? "No sweep of this recording was dropped." : "The whole sweep; each panel names the number of the sweep and the first reason.",
            Footnotes = [.. reports.Select(report => $"Sweep {report.Number}: {string.Join("; ", report.Failures.Select(failure => failure.Text))}.")],
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    /// <summary>Spikes as they were found: the sweep at rheobase, a sweep with many spikes, and the first spike close up.</summary>
    public static Figure Spikes(RecordingLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        LongSquareSweep? rheobase = lesson.LongSquare?.Rheobase;
        LongSquareSweep? busy = lesson.LongSquare?.Sweeps.MaxBy(sweep => sweep.Spikes.Count);
        return new Figure(
            "spikes",
            lesson.Marked(busy is null ? "No spikes were found" : $"Every spike has a threshold, a peak and a trough; here {busy.Spikes.Count} in one step"),
            [
                .. busy is { Spikes.Count: > 0 } ? new Chart[] { Train(busy) } : [],
                .. rheobase is { Spikes.Count: > 0 } ? new Chart[] { CloseUp(rheobase) } : [],
            ])
        {
            Columns = 1,
            Subtitle = "Above: the sweep with the most spikes. Below: the first spike at rheobase, and where each of its measures is taken.",
            Source = lesson.Source,
            ShowsCells = !lesson.IsSimulated,
        };
    }

    private static LineChart Train(LongSquareSweep sweep)
    {
        double Relative(double time) => time - sweep.Window.Start;
        return new LineChart(
            TraceLine.Voltage("voltage", sweep.Sweep, sweep.Window, 0.05, 0.1, Trace),
            Points("threshold", sweep.Spikes, spike => Relative(spike.ThresholdTime), spike => spike.ThresholdVoltage, Threshold),
            Points("peak", sweep.Spikes, spike => Relative(spike.PeakTime), spike => spike.PeakVoltage, Peak),
            Points("trough", sweep.Spikes, spike => Relative(spike.TroughTime), spike => spike.TroughVoltage, Trough))
        {
            Title = FormattableString.Invariant($"Sweep {sweep.Sweep.Sweep.Number}, {sweep.Amplitude:0} pA, {sweep.Spikes.Count} spikes"),
            X = Seconds,
            Y = new Axis("voltage", "mV"),
        };
    }

    private static LineChart CloseUp(LongSquareSweep sweep)
    {
        Spike spike = sweep.Spikes[0];
        (int from, int to) = TraceLine.Range(sweep.Sweep, spike.ThresholdTime - 0.001, Math.Max(spike.ThresholdTime + 0.004, double.IsFinite(spike.FastTroughTime) ? spike.FastTroughTime + 0.001 : 0));
        double[] voltage = sweep.Sweep.Samples.ToArray();
        double Milliseconds(double time) => 1000 * (time - spike.ThresholdTime);
        double half = (spike.PeakVoltage + (double.IsFinite(spike.FastTroughVoltage) ? spike.FastTroughVoltage : spike.ThresholdVoltage)) / 2;
        int rise = Enumerable.Range(spike.ThresholdIndex, Math.Max(1, spike.PeakIndex - spike.ThresholdIndex)).FirstOrDefault(k => voltage[k] >= half, spike.ThresholdIndex);
        var marks = new (string Name, double Time, double Voltage, SeriesStyle Style)[]
        {
            ("threshold", spike.ThresholdTime, spike.ThresholdVoltage, Threshold),
            ("upstroke (steepest rise)", spike.UpstrokeTime, spike.UpstrokeVoltage, Upstroke),
            ("peak", spike.PeakTime, spike.PeakVoltage, Peak),
            ("downstroke (steepest fall)", spike.DownstrokeTime, spike.DownstrokeVoltage, Downstroke),
            ("fast trough", spike.FastTroughTime, spike.FastTroughVoltage, Trough),
        };
        return new LineChart(
        [
            TraceLine.Of("voltage", k => voltage[k], k => Milliseconds(sweep.Sweep.Time[k]), from, to, Trace),
            .. double.IsFinite(spike.Width) ? new[]
            {
                new LineSeries("width at half height", [Milliseconds(sweep.Sweep.Time[rise]), Milliseconds(sweep.Sweep.Time[rise] + spike.Width)], [half, half]) { Style = Width },
            } : [],
            .. marks.Where(mark => double.IsFinite(mark.Time)).Select(mark => new LineSeries(mark.Name, [Milliseconds(mark.Time)], [mark.Voltage]) { Style = mark.Style }),
        ])
        {
            Title = $"First spike at rheobase (sweep {sweep.Sweep.Sweep.Number})",
            X = new Axis("time from threshold", "ms"),
            Y = new Axis("voltage", "mV"),
        };
    }

    private static LineSeries Points(string name, IReadOnlyList<Spike> spikes, Func<Spike, double> x, Func<Spike, double> y, SeriesStyle style)
    {
        Spike[] known = [.. spikes.Where(spike => double.IsFinite(x(spike)) && double.IsFinite(y(spike)))];
        return new LineSeries(name, [.. known.Select(x)], [.. known.Select(y)]) { ShowPoints = true, Style = style };
    }

    private static LineChart WholeSweep(Recording recording, SweepReport report)
    {
        Sweep sweep = recording.Sweeps.First(one => one.Number == report.Number);
        SampleArray response = sweep.ReadTraces(CancellationToken.None).Response;
        return new LineChart(TraceLine.Of("", k => response[k], k => k / sweep.SamplingRate, 0, response.Length))
        {
            Title = $"Sweep {report.Number}: {(report.Outcome == SweepOutcome.Tagged ? "not sound" : "failed quality")}",
            X = new Axis("time", "s"),
            Y = new Axis("voltage", "mV"),
        };
    }

    private static LineChart Panel(string title, string what, string unit, IEnumerable<LineSeries> lines, double height) => new([.. lines])
    {
        Title = title.Length == 0 ? null : title,
        X = Seconds,
        Y = new Axis(what, unit),
        PlotHeight = height,
    };

    // From pale to dark in the order of the sweeps.
    internal static SeriesStyle Shade(int k, int count) => new(Colour.FromHex("#c9d6e2").Mix(Colour.FromHex("#1f3d5c"), count < 2 ? 1 : (double)k / (count - 1)));
}
