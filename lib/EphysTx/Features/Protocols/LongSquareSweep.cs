using EphysTx.Features.Signals;
using EphysTx.Features.Spikes;
using EphysTx.Features.SpikeTrains;
using EphysTx.Features.Subthreshold;
using EphysTx.Recordings;

namespace EphysTx.Features.Protocols;

/// <summary>What was measured in one long-square sweep.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Window">Its analysis window.</param>
/// <param name="Spikes">Its spikes.</param>
/// <param name="Rate">Spikes whose threshold lies in the window, per second.</param>
/// <param name="Amplitude">Step amplitude in pA.</param>
/// <param name="Baseline">Mean voltage in 100 ms before the step, in mV.</param>
/// <param name="Deflection">Extreme voltage during the step, in mV.</param>
/// <param name="Sag">Sag ratio; see <see cref="StepResponse.Sag"/>.</param>
public sealed record LongSquareSweep(
    AlignedSweep Sweep, AnalysisWindow Window, IReadOnlyList<Spike> Spikes, double Rate, double Amplitude, double Baseline, double Deflection, double Sag)
{
    /// <summary>Threshold times of the spikes, in s.</summary>
    public double[] SpikeTimes => SpikeTrain.Times(Spikes);

    /// <summary>This sweep without spikes whose threshold lies at or before the step's onset.</summary>
    public LongSquareSweep WithoutSpikesBeforeOnset()
    {
        List<Spike> evoked = [.. Spikes.Where(spike => spike.ThresholdTime > Window.Start)];
        return evoked.Count == Spikes.Count ? this : this with { Spikes = evoked, Rate = SpikeTrain.Rate(SpikeTrain.Times(evoked), Window.Start, Window.End) };
    }

    /// <summary>Measures a sweep.</summary>
    /// <exception cref="AnalysisFailureException">A measure cannot be taken; the failure names the sweep.</exception>
    public static LongSquareSweep Measure(AlignedSweep sweep, AnalysisWindow window, SpikeDetectionOptions options)
    {
        try
        {
            (double start, double end) = (window.Start, window.End);
            TimeAxis time = sweep.Time;
            IReadOnlyList<Spike> spikes = SpikeDetector.Detect(sweep.Voltage, time, start, end, options, sweep.IsSingle);
            double rate = SpikeTrain.Rate(SpikeTrain.Times(spikes), start, end);
            double amplitude = StepResponse.LongStepAmplitude(sweep.Current, time, start);
            double baseline = StepResponse.Baseline(sweep.Voltage, time, start);
            (double deflection, _) = StepResponse.Deflection(sweep.Voltage, sweep.Current, time, start, end);
            double sag = StepResponse.Sag(sweep.Voltage, time, start, end);
            return new LongSquareSweep(sweep, window, spikes, rate, amplitude, baseline, deflection, sag);
        }
        catch (AnalysisFailureException failure)
        {
            throw failure.InSweep(sweep.Sweep.Number);
        }
    }
}
