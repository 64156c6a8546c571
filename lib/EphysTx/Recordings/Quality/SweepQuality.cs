using System.Buffers;
using EphysTx.Recordings.Epochs;

namespace EphysTx.Recordings.Quality;

/// <summary>Quality numbers of one sweep, in mV. NaN: not measured (after a ramp nothing is). Source: spec IPFX §3.</summary>
/// <param name="PreNoise">Noise (rms about the mean) in 1.5 ms at the start of the experiment.</param>
/// <param name="PostNoise">Noise in the last 1.5 ms of the recording.</param>
/// <param name="SlowNoise">Noise in the half second before the stimulus.</param>
/// <param name="PreVoltage">Mean voltage in the half second before the stimulus.</param>
/// <param name="PostVoltage">Mean voltage in the last half second of the recording.</param>
public sealed record SweepQuality(double PreNoise, double PostNoise, double SlowNoise, double PreVoltage, double PostVoltage)
{
    /// <summary>Distance between the mean voltages before and after, in mV; NaN when either is.</summary>
    public double VoltageDelta => Delta(PreVoltage, PostVoltage);

    /// <summary>|before - after|; NaN when either is NaN.</summary>
    public static double Delta(double before, double after) => Math.Abs(before - after);

    // Without margins: what follows the stimulus is left out for so long, and must then last so long, both in s.
    private const double Recovery = 0.1;
    private const double ShortestRest = 0.05;

    /// <summary>Measures a sweep that has a stimulus.</summary>
    /// <param name="stimulus">The command trace.</param>
    /// <param name="response">The recorded trace.</param>
    /// <param name="samplingRate">In Hz.</param>
    /// <param name="isRamp">A ramp ends depolarised, so nothing is measured after it.</param>
    /// <param name="hasTestPulse">Whether a test pulse precedes the stimulus.</param>
    /// <param name="hasMargins">Whether half a second is recorded on both sides of the stimulus; else what there is of it is measured.</param>
    /// <exception cref="AnalysisFailureException">There is no stimulus after the test pulse.</exception>
    public static SweepQuality Measure(
        SampleArray stimulus, SampleArray response, double samplingRate, bool isRamp, bool hasTestPulse = true, bool hasMargins = true)
    {
        int end = SweepEpochs.FindRecording(response).End;
        SampleEpoch? step = SweepEpochs.FindStimulus(stimulus, end + 1, hasTestPulse);
        if (step is not SampleEpoch on || SweepEpochs.Around(step, samplingRate) is not SampleEpoch experiment)
        {
            throw new AnalysisFailureException(FailureReason.NoStimulusEpoch, null, hasTestPulse ? "The sweep has no stimulus after its test pulse." : "The sweep has no stimulus.");
        }

        (_, double preNoise) = MeanAndDeviation(response, end + 1, hasMargins ? QualityEpochs.FirstNoise(experiment.Start, samplingRate) : QualityEpochs.LastNoise(on.Start - 1, samplingRate));
        SampleEpoch before = QualityEpochs.FirstStability(on.Start, samplingRate);
        if (!hasMargins && hasTestPulse)
        {
            // What remains of the response to the test pulse is no drift.
            int testEnd = stimulus.NextChange(stimulus.NextChange(0, end + 1) + 1, end + 1);
            before = before with { Start = Math.Min(before.End, Math.Max(before.Start, testEnd + (int)(Recovery * samplingRate))) };
        }

        (double pre, double slow) = MeanAndDeviation(response, end + 1, before);
        if (isRamp)
        {
            return new SweepQuality(preNoise, double.NaN, slow, pre, double.NaN);
        }

        SampleEpoch rest = QualityEpochs.LastStability(end, samplingRate);
        if (!hasMargins)
        {
            rest = rest with { Start = Math.Max(rest.Start, on.End + (int)(Recovery * samplingRate)) };
            if (rest.End - rest.Start < ShortestRest * samplingRate)
            {
                return new SweepQuality(preNoise, double.NaN, slow, pre, double.NaN);
            }
        }

        (double post, _) = MeanAndDeviation(response, end + 1, rest);
        (_, double postNoise) = MeanAndDeviation(response, end + 1, QualityEpochs.LastNoise(end, samplingRate));
        return new SweepQuality(preNoise, postNoise, slow, pre, post);
    }

    /// <summary>Mean and population standard deviation of some samples; (0, 0) when there are none.</summary>
    public static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return (0, 0);
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    private static (double Mean, double Deviation) MeanAndDeviation(SampleArray trace, int length, SampleEpoch window)
    {
        int start = Bound(window.Start, length);
        int count = Math.Max(0, Bound(window.End, length) - start);
        double[] rented = ArrayPool<double>.Shared.Rent(count);
        try
        {
            Span<double> samples = rented.AsSpan(0, count);
            trace.CopyTo(start, samples);
            return MeanAndDeviation(samples);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static int Bound(int index, int length) => Math.Clamp(index < 0 ? index + length : index, 0, length);
}
