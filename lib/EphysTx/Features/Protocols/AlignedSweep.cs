using EphysTx.Features.Signals;
using EphysTx.Recordings;
using EphysTx.Recordings.Epochs;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features.Protocols;

/// <summary>
/// The recorded part of a sweep on a clock that starts with its experiment epoch, so that every stimulus begins at 0.5 s to within rounding. Source: spec
/// IPFX §3.
/// </summary>
public sealed class AlignedSweep
{
    private readonly ReadOnlyMemory<double> voltage;

    private AlignedSweep(Sweep sweep, ReadOnlyMemory<double> voltage, SampleArray current, TimeAxis time, bool isSingle)
    {
        Sweep = sweep;
        this.voltage = voltage;
        Current = current;
        Time = time;
        IsSingle = isSingle;
    }

    /// <summary>The sweep.</summary>
    public Sweep Sweep { get; }

    /// <summary>Voltage in mV.</summary>
    public ReadOnlySpan<double> Voltage => voltage.Span;

    /// <summary>Voltage in mV, to be kept.</summary>
    public ReadOnlyMemory<double> Samples => voltage;

    /// <summary>Current in pA; it may be longer than <see cref="Voltage"/>.</summary>
    public SampleArray Current { get; }

    /// <summary>Times of the voltage samples.</summary>
    public TimeAxis Time { get; }

    /// <summary>Whether the voltage is of single precision.</summary>
    public bool IsSingle { get; }

    /// <summary>Aligns a sweep.</summary>
    /// <param name="loaded">The sweep with its traces.</param>
    /// <param name="memory">Memory for the voltage; null takes new memory.</param>
    /// <exception cref="AnalysisFailureException">The sweep has no experiment epoch.</exception>
    public static AlignedSweep Align(LoadedSweep loaded, SampleMemory? memory = null)
    {
        if (loaded.Epochs.Experiment is not SampleEpoch experiment || loaded.Epochs.Recording is not SampleEpoch recording)
        {
            throw new AnalysisFailureException(
                FailureReason.NoStimulusEpoch, loaded.Sweep.Number, $"Sweep {loaded.Sweep.Number} has no stimulus to align to.");
        }

        bool currentClamp = loaded.Sweep.ClampMode == ClampMode.CurrentClamp;
        SampleArray voltage = currentClamp ? loaded.Traces.Response : loaded.Traces.Stimulus;
        SampleArray current = currentClamp ? loaded.Traces.Stimulus : loaded.Traces.Response;
        int length = Math.Min(recording.End + 1, voltage.Length);
        double[] samples = memory?.TakeDoubles(length) ?? GC.AllocateUninitializedArray<double>(length);
        voltage.CopyTo(0, samples.AsSpan(0, length));
        return new AlignedSweep(
            loaded.Sweep,
            samples.AsMemory(0, length),
            current,
            TimeAxis.Uniform(length, loaded.Sweep.SamplingRate, experiment.Start),
            voltage.IsSingle);
    }

    /// <summary>
    /// Fails when a sample is missing or infinite: the low-pass filter would spread it over the whole trace, and the sweep would then count as silent.
    /// </summary>
    /// <exception cref="AnalysisFailureException">There is such a sample (<see cref="FailureReason.SweepIntegrity"/>).</exception>
    public void CheckSamples()
    {
        foreach (double sample in voltage.Span)
        {
            if (!double.IsFinite(sample))
            {
                throw new AnalysisFailureException(FailureReason.SweepIntegrity, Sweep.Number, $"Sweep {Sweep.Number} has missing samples inside its recording.");
            }
        }
    }

    /// <summary>
    /// Start and end of the stimulus on the sweep's clock, in s: the times of its first and its last sample. The stimulus follows a test pulse where the sweep has one.
    /// </summary>
    /// <param name="offTime">Whether the end is the time at which the stimulus is off again, one sample later, as far as the recording reaches.</param>
    /// <exception cref="AnalysisFailureException">There is no stimulus after the test pulse.</exception>
    public AnalysisWindow Window(bool offTime)
    {
        SampleEpoch stimulus = SweepEpochs.FindStimulus(Current, voltage.Length, Sweep.HasTestPulse)
            ?? throw new AnalysisFailureException(
                FailureReason.NoStimulusEpoch, Sweep.Number, $"Sweep {Sweep.Number} has no stimulus after its test pulse.");
        return new AnalysisWindow(Time[stimulus.Start], Time[offTime ? Math.Min(stimulus.End + 1, voltage.Length - 1) : stimulus.End]);
    }
}

/// <summary>A stretch of time on a sweep's clock.</summary>
/// <param name="Start">In s.</param>
/// <param name="End">In s.</param>
public readonly record struct AnalysisWindow(double Start, double End)
{
    /// <summary>End - Start, in s.</summary>
    public double Duration => End - Start;
}
