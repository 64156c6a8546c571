using EphysTx.Recordings.Epochs;

namespace EphysTx.Recordings.Quality;

/// <summary>
/// The windows in which noise and stability are measured: half-open [Start, End), and negative bounds count from the end of
/// the trace, so that with an early onset the first noise window lies near the sweep's end. Source: spec IPFX §3.
/// </summary>
public static class QualityEpochs
{
    /// <summary>Length of the stability windows, in s.</summary>
    public const double StabilityWindow = 0.5;

    /// <summary>Length of the noise windows, in s.</summary>
    public const double NoiseWindow = 0.0015;

    /// <summary>Half a second (or what there is) that ends one sample before the sample before the stimulus; (0, 0) when it is empty.</summary>
    public static SampleEpoch FirstStability(int stimulusStart, double samplingRate)
    {
        int count = (int)(StabilityWindow * samplingRate);
        if (count > stimulusStart - 1)
        {
            count = stimulusStart - 1;
        }
        else if (count <= 0)
        {
            return new SampleEpoch(0, 0);
        }

        return new SampleEpoch(stimulusStart - 1 - count, stimulusStart - 1);
    }

    /// <summary>Half a second that ends at a sample.</summary>
    public static SampleEpoch LastStability(int end, double samplingRate) => new(end - (int)(StabilityWindow * samplingRate), end);

    /// <summary>1.5 ms from a sample on.</summary>
    public static SampleEpoch FirstNoise(int start, double samplingRate) => new(start, start + (int)(NoiseWindow * samplingRate));

    /// <summary>1.5 ms that end at a sample.</summary>
    public static SampleEpoch LastNoise(int end, double samplingRate) => new(end - (int)(NoiseWindow * samplingRate), end);
}
