using EphysTx.Features.Spikes;
using EphysTx.Features.SpikeTrains;
using EphysTx.Recordings;

namespace EphysTx.Features.Protocols;

/// <summary>What was measured in one short-square or ramp sweep.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Window">Where spikes were sought; for a ramp to the end of the sweep.</param>
/// <param name="Spikes">The spikes found.</param>
/// <param name="Rate">Spikes whose threshold lies in the window, per second.</param>
/// <param name="Amplitude">Largest current of the sweep, in pA.</param>
public sealed record SpikingSweep(AlignedSweep Sweep, AnalysisWindow Window, IReadOnlyList<Spike> Spikes, double Rate, double Amplitude)
{
    /// <summary>Current at the first spike's threshold, in pA; NaN without spikes.</summary>
    public double ThresholdCurrent => Spikes.Count == 0 ? double.NaN : Sweep.Current[Spikes[0].ThresholdIndex];

    /// <summary>Measures a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="start">Start of the window, in s.</param>
    /// <param name="end">End of the window, in s; null for the end of the sweep.</param>
    /// <param name="options">Settings of spike detection.</param>
    /// <exception cref="AnalysisFailureException">A measure cannot be taken; the failure names the sweep.</exception>
    public static SpikingSweep Measure(AlignedSweep sweep, double start, double? end, SpikeDetectionOptions options)
    {
        try
        {
            IReadOnlyList<Spike> spikes = SpikeDetector.Detect(sweep.Voltage, sweep.Time, start, end, options, sweep.IsSingle);
            double last = end ?? sweep.Time[sweep.Time.Length - 1];
            double rate = SpikeTrain.Rate(SpikeTrain.Times(spikes), start, last);
            double amplitude = Subthreshold.StepResponse.ShortStepAmplitude(sweep.Current);
            return new SpikingSweep(sweep, new AnalysisWindow(start, last), spikes, rate, amplitude);
        }
        catch (AnalysisFailureException failure)
        {
            throw failure.InSweep(sweep.Sweep.Number);
        }
    }

    /// <summary>
    /// Spiking short squares of the most common amplitude among those that spike (the smallest of equally common ones); empty when none spikes.
    /// </summary>
    public static IReadOnlyList<SpikingSweep> AtCommonAmplitude(IEnumerable<SpikingSweep> sweeps) =>
        sweeps.Where(sweep => sweep.Rate > 0)
            .GroupBy(sweep => Math.Round(sweep.Amplitude, MidpointRounding.ToEven))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .FirstOrDefault()?.ToList() ?? [];
}
