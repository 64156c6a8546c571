using System.Text.Json;
using EphysTx.Features.Signals;
using EphysTx.Features.Spikes;

namespace EphysTx.Tests.Features;

/// <summary>The golden function <c>spike_detection</c>: all stages and the finished spikes.</summary>
internal static class GoldenSpikes
{
    public static object Detect(CaseInputs x)
    {
        double[] voltage = x.Numbers("v");
        TimeAxis time = x.Time(voltage.Length);
        SpikeDetectionOptions options = Options(new CaseInputs(x.Json.GetProperty("params")));
        (double start, double? end) = (x.Number("start"), x.Maybe("end"));
        double[] slope = VoltageDerivative.Compute(voltage, time, options.Filter);
        int last = time.IndexOf(end ?? time[time.Length - 1]);
        List<int> putative = SpikeStages.Putative(slope, time.IndexOf(start), last, options.DerivativeCutoff);
        List<int> raw = SpikeStages.Peaks(voltage, putative, last);
        (List<int> spikes, List<int> peaks) = SpikeStages.Filter(voltage, slope, putative, raw, options, isSingle: false);
        Dictionary<string, object?> result = GoldenFunctions.Map(
            ("putative", putative), ("peaks_raw", raw), ("putative_filtered", spikes), ("peaks_filtered", peaks));
        IReadOnlyList<Spike> found = SpikeDetector.Detect(voltage, time, start, end, options);
        if (spikes.Count == 0)
        {
            Assert.Empty(found);
            return result;
        }

        List<int> upstrokes = SpikeStages.Upstrokes(slope, spikes, peaks);
        List<int> refined = SpikeStages.Thresholds(slope, upstrokes, options.ThresholdFraction);
        (List<int> thresholds, List<int> kept) = SpikeStages.Check(voltage, slope, time, refined, peaks, upstrokes, start, options);
        result["upstroke_first"] = upstrokes;
        result["threshold_refined"] = refined;
        result["threshold"] = thresholds;
        result["peak"] = kept;
        result["upstroke_checked"] = SpikeStages.Upstrokes(slope, thresholds, kept);
        bool clipped = SpikeStages.LastIsClipped(voltage, thresholds[^1], kept[^1], last, options.ClipTolerance, isSingle: false);
        result["clipped_first"] = thresholds.Select((_, j) => clipped && j == thresholds.Count - 1).ToArray();
        result["spikes"] = Columns(found);
        return result;
    }

    private static SpikeDetectionOptions Options(CaseInputs parameters)
    {
        SpikeDetectionOptions options = new();
        foreach (JsonProperty property in parameters.Json.EnumerateObject())
        {
            double value = CaseInputs.Number(property.Value);
            options = property.Name switch
            {
                "filter" => options with { Filter = value },
                "dv_cutoff" => options with { DerivativeCutoff = value },
                "max_interval" => options with { MaxInterval = value },
                "min_height" => options with { MinHeight = value },
                "min_peak" => options with { MinPeak = value },
                "thresh_frac" => options with { ThresholdFraction = value },
                "reject_at_stim_start_interval" => options with { RejectAtStart = value },
                _ => throw new NotSupportedException($"Parameter {property.Name} is not known."),
            };
        }

        return options;
    }

    // The reference's table has no kind at all when every spike is clipped, and the word "nan" beside others that are not.
    private static string? Kind(Spike spike, bool anyComplete) => spike.IntervalKind switch
    {
        IntervalKind.Direct => "direct",
        IntervalKind.Detour => "detour",
        _ => anyComplete ? "nan" : null,
    };

    internal static Dictionary<string, object?> Columns(IReadOnlyList<Spike> spikes)
    {
        object? Index(int index) => index < 0 ? null : index;
        object?[] Column(Func<Spike, object?> value) => [.. spikes.Select(value)];
        return GoldenFunctions.Map(
            ("threshold_index", Column(s => s.ThresholdIndex)), ("clipped", Column(s => s.Clipped)), ("threshold_t", Column(s => s.ThresholdTime)), ("threshold_v", Column(s => s.ThresholdVoltage)),
            ("peak_index", Column(s => s.PeakIndex)), ("peak_t", Column(s => s.PeakTime)), ("peak_v", Column(s => s.PeakVoltage)),
            ("trough_index", Column(s => Index(s.TroughIndex))), ("trough_t", Column(s => s.TroughTime)), ("trough_v", Column(s => s.TroughVoltage)),
            ("upstroke_index", Column(s => s.UpstrokeIndex)), ("upstroke", Column(s => s.Upstroke)), ("upstroke_t", Column(s => s.UpstrokeTime)), ("upstroke_v", Column(s => s.UpstrokeVoltage)),
            ("downstroke_index", Column(s => Index(s.DownstrokeIndex))), ("downstroke", Column(s => s.Downstroke)), ("downstroke_t", Column(s => s.DownstrokeTime)), ("downstroke_v", Column(s => s.DownstrokeVoltage)),
            ("fast_trough_index", Column(s => Index(s.FastTroughIndex))), ("fast_trough_t", Column(s => s.FastTroughTime)), ("fast_trough_v", Column(s => s.FastTroughVoltage)),
            ("isi_type", Column(s => Kind(s, spikes.Any(spike => !spike.Clipped)))),
            // After-depolarisations are not measured here: no feature uses them, and none of the reference data has one.
            ("adp_index", Column(_ => null)), ("adp_t", Column(_ => null)), ("adp_v", Column(_ => null)),
            ("slow_trough_index", Column(s => Index(s.SlowTroughIndex))), ("slow_trough_t", Column(s => s.SlowTroughTime)), ("slow_trough_v", Column(s => s.SlowTroughVoltage)),
            ("width", Column(s => s.Width)), ("upstroke_downstroke_ratio", Column(s => s.UpstrokeDownstrokeRatio)));
    }
}
