using EphysTx.Recordings.Epochs;

namespace EphysTx.Recordings.Stimuli;

/// <summary>Onset, duration and amplitude of the stimulus proper. All NaN or null, and amplitude 0, when there is none.</summary>
/// <param name="Start">First sample that is on, or null.</param>
/// <param name="End">Last sample that is on (inclusive), or null.</param>
/// <param name="StartTime">Time of the first sample in s; NaN when there is none.</param>
/// <param name="Duration">Samples that are on × sampling interval, in s; NaN when there is none.</param>
/// <param name="Amplitude">The value furthest from zero while on, in the stimulus' unit.</param>
public sealed record StimulusShape(int? Start, int? End, double StartTime, double Duration, double Amplitude)
{
    /// <summary>Measures a stimulus.</summary>
    /// <param name="stimulus">The command trace.</param>
    /// <param name="end">Samples from here on are ignored.</param>
    /// <param name="samplingRate">In Hz.</param>
    /// <param name="testPulse">Whether the first two changes belong to a test pulse.</param>
    public static StimulusShape Measure(SampleArray stimulus, int end, double samplingRate, bool testPulse)
    {
        if (SweepEpochs.FindStimulus(stimulus, end, testPulse) is not SampleEpoch epoch)
        {
            return new StimulusShape(null, null, double.NaN, double.NaN, 0);
        }

        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        for (int k = epoch.Start; k <= epoch.End; k++)
        {
            double value = stimulus[k];
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        return new StimulusShape(
            epoch.Start,
            epoch.End,
            epoch.Start / samplingRate,
            (epoch.End + 1 - epoch.Start) / samplingRate,
            Math.Abs(low) > Math.Abs(high) ? low : high);
    }

    /// <summary>
    /// Mean time between successive onsets (rising from one sample to the next) from a sample on, in s; NaN with fewer than two.
    /// </summary>
    public static double OnsetInterval(SampleArray stimulus, int start, double samplingRate)
    {
        int first = -1;
        int last = -1;
        int count = 0;
        for (int k = start; k + 1 < stimulus.Length; k++)
        {
            if (stimulus[k + 1] > stimulus[k])
            {
                first = first < 0 ? k : first;
                last = k;
                count++;
            }
        }

        return count < 2 ? double.NaN : (double)(last - first) / (count - 1) / samplingRate;
    }
}
