using EphysTx.Recordings.Epochs;

namespace EphysTx.Recordings.Quality;

/// <summary>Integrity of a sweep: is everything there that an analysis needs? Source: spec IPFX §3.</summary>
public static class SweepIntegrity
{
    /// <summary>The tags of a sweep, in words; empty when it is sound.</summary>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="stimulus">The command trace.</param>
    /// <param name="isRamp">A ramp may be stopped before its end.</param>
    /// <param name="hasTestPulse">Whether there must be a test pulse.</param>
    public static IReadOnlyList<string> Tags(SweepEpochs epochs, SampleArray stimulus, bool isRamp, bool hasTestPulse = true)
    {
        List<string> tags = [];
        foreach ((string name, SampleEpoch? epoch) in new[]
        {
            ("test", epochs.Test), ("sweep", epochs.Sweep), ("recording", epochs.Recording),
            ("stim", epochs.Stimulus), ("experiment", epochs.Experiment),
        })
        {
            if (epoch is null && (hasTestPulse || name != "test"))
            {
                tags.Add($"{name} epoch is missing");
            }
        }

        if (!isRamp && epochs.Recording is SampleEpoch recording && epochs.Experiment is SampleEpoch experiment && recording.End < experiment.End)
        {
            tags.Add("Recording stopped before completing the experiment epoch");
        }

        if (epochs.Recording is SampleEpoch recorded && stimulus.HasNaN(recorded.End + 1))
        {
            tags.Add("Stimulus contains NaN values");
        }

        return tags;
    }
}
