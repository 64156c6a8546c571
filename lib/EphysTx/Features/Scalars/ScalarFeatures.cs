using EphysTx.Features.Protocols;
using EphysTx.Features.Spikes;
using EphysTx.Features.SpikeTrains;
using EphysTx.Recordings;

namespace EphysTx.Features.Scalars;

/// <summary>
/// The 32 scalar features of the cohort <c>allen-scalars</c>, from a recording. Names and units are those of the published tables; definitions stand in the
/// register (<see cref="Register.FeatureRegister"/>).
/// </summary>
public static class ScalarFeatures
{
    private static readonly (string Name, Func<CellAnalysis, double> Compute)[] Definitions =
    [
        ("v_baseline", cell => Long(cell).Baseline),
        ("input_resistance", cell => Sub(cell).InputResistance),
        ("tau", cell => Sub(cell).TimeConstant),
        ("sag", cell => Sag(cell).Sag),
        ("vm_for_sag", cell => Sag(cell).Deflection),
        ("rheobase_i", cell => Rheobase(cell).Amplitude),
        ("fi_fit_slope", cell => Long(cell).Rheobase is null ? throw Missing(Long(cell)) : Long(cell).RateSlope),
        ("latency_rheo", cell => SpikeTrain.Latency(Rheobase(cell).SpikeTimes, Rheobase(cell).Window.Start)),
        ("threshold_v_rheo", cell => First(cell).ThresholdVoltage),
        ("width_rheo", cell => First(cell).Width),
        ("upstroke_downstroke_ratio_rheo", cell => First(cell).UpstrokeDownstrokeRatio),
        ("peak_deltav_rheo", cell => First(cell).PeakVoltage - First(cell).ThresholdVoltage),
        ("fast_trough_deltav_rheo", cell => First(cell).FastTroughVoltage - First(cell).ThresholdVoltage),
        ("trough_deltav_rheo", cell => First(cell).TroughVoltage - First(cell).ThresholdVoltage),
        ("trough_slowdeltav_rheo", cell => First(cell).TroughVoltage - First(cell).FastTroughVoltage),
        ("adapt_hero", cell => SpikeTrain.AdaptationIndex(HeroIntervals(cell, 2))),
        ("avg_rate_hero", cell => Hero(cell).Rate),
        ("latency_hero", cell => SpikeTrain.Latency(Hero(cell).SpikeTimes, Hero(cell).Window.Start)),
        ("mean_isi_hero", cell => HeroIntervals(cell, 1).Average()),
        ("median_isi_hero", cell => SpikeTrain.Median(HeroIntervals(cell, 1))),
        ("isi_cv_hero", cell => SpikeTrain.CoefficientOfVariation(HeroIntervals(cell, 1))),
        ("first_isi_inv_hero", cell => 1 / HeroIntervals(cell, 1)[0]),
        ("threshold_v_ramp", cell => Ramp(cell, ramp => ramp.Spikes[0].ThresholdVoltage)),
        ("threshold_i_ramp", cell => Ramp(cell, ramp => ramp.ThresholdCurrent)),
        ("upstroke_downstroke_ratio_ramp", cell => Ramp(cell, ramp => ramp.Spikes[0].UpstrokeDownstrokeRatio)),
        ("peak_deltav_ramp", cell => Ramp(cell, ramp => ramp.Spikes[0].PeakVoltage - ramp.Spikes[0].ThresholdVoltage)),
        ("fast_trough_deltav_ramp", cell => Ramp(cell, ramp => ramp.Spikes[0].FastTroughVoltage - ramp.Spikes[0].ThresholdVoltage)),
        ("trough_deltav_ramp", cell => Ramp(cell, ramp => ramp.Spikes[0].TroughVoltage - ramp.Spikes[0].ThresholdVoltage)),
        ("threshold_v_short_square", cell => Short(cell, spike => spike.ThresholdVoltage)),
        ("upstroke_downstroke_ratio_short_square", cell => Short(cell, spike => spike.UpstrokeDownstrokeRatio)),
        ("peak_deltav_short_square", cell => Short(cell, spike => spike.PeakVoltage - spike.ThresholdVoltage)),
        ("fast_trough_deltav_short_square", cell => Short(cell, spike => spike.FastTroughVoltage - spike.ThresholdVoltage)),
    ];

    /// <summary>Names of the features, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Definitions.Select(definition => definition.Name)];

    /// <summary>All features of an analysed cell, in order; one that cannot be computed is NaN with its reason.</summary>
    public static IReadOnlyList<ScalarValue> Compute(CellAnalysis cell) => [.. Definitions.Select(definition => One(definition.Name, definition.Compute, cell))];

    private static ScalarValue One(string name, Func<CellAnalysis, double> compute, CellAnalysis cell)
    {
        try
        {
            double value = compute(cell);
            return double.IsFinite(value)
                ? new ScalarValue(name, value, null)
                : new ScalarValue(name, double.NaN, new Failure(FailureReason.Undefined, null, $"{name} is undefined: a part of it is missing or zero."));
        }
        catch (AnalysisFailureException failure)
        {
            return new ScalarValue(name, double.NaN, failure.Failure);
        }
    }

    private static LongSquareAnalysis Long(CellAnalysis cell) => cell.LongSquare ?? throw new AnalysisFailureException(cell.LongSquareFailure!);

    private static LongSquareAnalysis Sub(CellAnalysis cell) => Long(cell).Subthreshold.Count == 0
        ? throw new AnalysisFailureException(Long(cell).Failures.First(failure => failure.Reason == FailureReason.NoSubthresholdSweeps))
        : Long(cell);

    private static LongSquareSweep Sag(CellAnalysis cell) => Long(cell).SagSweep
        ?? throw new AnalysisFailureException(FailureReason.NoHyperpolarisingSweeps, null, "No silent long-square sweep is hyperpolarising.");

    private static LongSquareSweep Rheobase(CellAnalysis cell) => Long(cell).Rheobase ?? throw Missing(Long(cell));

    private static AnalysisFailureException Missing(LongSquareAnalysis cell) => new(cell.Failures[0]);

    private static Spike First(CellAnalysis cell) => Rheobase(cell).Spikes[0];

    private static LongSquareSweep Hero(CellAnalysis cell) => Rheobase(cell) is not null && Long(cell).Hero is LongSquareSweep hero
        ? hero
        : throw new AnalysisFailureException(FailureReason.NoSweepAtAmplitude, null, "No sweep lies 39 to 61 pA above rheobase.");

    private static double[] HeroIntervals(CellAnalysis cell, int atLeast)
    {
        double[] intervals = SpikeTrain.Intervals(Hero(cell).SpikeTimes);
        return intervals.Length >= atLeast
            ? intervals
            : throw new AnalysisFailureException(
                FailureReason.TooFewSpikes, Hero(cell).Sweep.Sweep.Number, $"The hero sweep has {intervals.Length} intervals between spikes; {atLeast} are needed.");
    }

    private static double Ramp(CellAnalysis cell, Func<SpikingSweep, double> feature) =>
        Mean([.. cell.Ramps.Where(ramp => ramp.Spikes.Count > 0)], feature, cell.Ramps.Count, FailureReason.NoRampSweeps, "ramp");

    private static double Short(CellAnalysis cell, Func<Spike, double> feature) =>
        Mean(SpikingSweep.AtCommonAmplitude(cell.ShortSquares), sweep => feature(sweep.Spikes[0]), cell.ShortSquares.Count, FailureReason.NoShortSquareSweeps, "short square");

    private static double Mean(IReadOnlyList<SpikingSweep> sweeps, Func<SpikingSweep, double> feature, int present, FailureReason none, string protocol)
    {
        if (present == 0)
        {
            throw new AnalysisFailureException(none, null, $"No {protocol} sweep remains.");
        }

        return sweeps.Count == 0
            ? throw new AnalysisFailureException(FailureReason.NoSpikes, null, $"No {protocol} evoked a spike.")
            : sweeps.Select(feature).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
    }
}
