namespace EphysTx.Recordings.Epochs;

/// <summary>The epochs of one sweep; a missing one is null. Source: spec IPFX §2.</summary>
/// <param name="Test">From the first sample to the end of the test pulse.</param>
/// <param name="Sweep">The whole sweep.</param>
/// <param name="Recording">Up to the last response sample that was acquired.</param>
/// <param name="Stimulus">From the first to the last sample at which the stimulus is on.</param>
/// <param name="Experiment">The stimulus with half a second before and after it.</param>
public sealed record SweepEpochs(SampleEpoch? Test, SampleEpoch? Sweep, SampleEpoch? Recording, SampleEpoch? Stimulus, SampleEpoch? Experiment)
{
    /// <summary>Time before and after the stimulus that belongs to the experiment, in s.</summary>
    public const double ExperimentMargin = 0.5;

    /// <summary>A test pulse must begin before this time, in s.</summary>
    public const double TestPulseLatestStart = 0.4;

    /// <summary>Finds all epochs of a sweep.</summary>
    /// <param name="stimulus">The command trace.</param>
    /// <param name="response">The recorded trace, as long as the command; not acquired samples are NaN.</param>
    /// <param name="samplingRate">In Hz.</param>
    /// <exception cref="AnalysisFailureException">The stimulus changes exactly once (<see cref="FailureReason.TestPulseWithoutEnd"/>).</exception>
    public static SweepEpochs Find(SampleArray stimulus, SampleArray response, double samplingRate)
    {
        SampleEpoch? test = FindTestPulse(stimulus, samplingRate);
        SampleEpoch recording = FindRecording(response);
        SampleEpoch? step = FindStimulus(stimulus, recording.End + 1, test is not null);
        return new SweepEpochs(test, WholeSweep(response), recording, step, Around(step, samplingRate));
    }

    /// <summary>
    /// Finds the epochs of a sweep that need not look as the Allen Institute's do: without test pulse there is no such epoch, and without margins the experiment
    /// ends with the recording.
    /// </summary>
    /// <param name="sweep">What is known about the sweep.</param>
    /// <param name="traces">Its traces.</param>
    /// <exception cref="AnalysisFailureException">There should be a test pulse and the stimulus changes exactly once.</exception>
    public static SweepEpochs Find(Sweep sweep, SweepTraces traces)
    {
        SweepEpochs epochs = sweep.HasTestPulse
            ? Find(traces.Stimulus, traces.Response, sweep.SamplingRate)
            : WithoutTestPulse(traces, sweep.SamplingRate);
        return sweep.HasMargins || epochs.Experiment is not SampleEpoch experiment || epochs.Recording is not SampleEpoch recording
            ? epochs
            : epochs with { Experiment = experiment with { End = Math.Min(experiment.End, recording.End) } };
    }

    private static SweepEpochs WithoutTestPulse(SweepTraces traces, double samplingRate)
    {
        SampleEpoch recording = FindRecording(traces.Response);
        SampleEpoch? step = FindStimulus(traces.Stimulus, recording.End + 1, testPulse: false);
        return new SweepEpochs(null, WholeSweep(traces.Response), recording, step, Around(step, samplingRate));
    }

    /// <summary>The whole sweep: (0, n - 1).</summary>
    public static SampleEpoch WholeSweep(SampleArray response) => new(0, response.Length - 1);

    /// <summary>The recorded part: (0, index of the last sample that is not NaN), (0, 0) when all are NaN.</summary>
    public static SampleEpoch FindRecording(SampleArray response) => new(0, Math.Max(0, response.LastNotNaN()));

    /// <summary>
    /// The test pulse at the beginning, with all that precedes it; null when the stimulus never changes or changes first at 0.4 s
    /// or later.
    /// </summary>
    /// <exception cref="AnalysisFailureException">The stimulus changes exactly once.</exception>
    public static SampleEpoch? FindTestPulse(SampleArray stimulus, double samplingRate)
    {
        int on = stimulus.NextChange(0, stimulus.Length);
        if (on < 0 || on >= TestPulseLatestStart * samplingRate)
        {
            return null;
        }

        int off = stimulus.NextChange(on + 1, stimulus.Length);
        return off < 0
            ? throw new AnalysisFailureException(
                FailureReason.TestPulseWithoutEnd, null, "The stimulus changes only once, so its test pulse has no end.")
            : new SampleEpoch(0, off + on + 1);
    }

    /// <summary>The stimulus proper within the first samples of the command trace, or null.</summary>
    /// <param name="stimulus">The command trace.</param>
    /// <param name="end">Samples from here on are ignored.</param>
    /// <param name="testPulse">Whether the first two changes belong to a test pulse and are left out.</param>
    public static SampleEpoch? FindStimulus(SampleArray stimulus, int end, bool testPulse)
    {
        int change = stimulus.NextChange(0, end);
        for (int skipped = 0; testPulse && skipped < 2 && change >= 0; skipped++)
        {
            change = stimulus.NextChange(change + 1, end);
        }

        if (change < 0)
        {
            return null;
        }

        int last = stimulus.LastChange(end);
        return last > change ? new SampleEpoch(change + 1, last) : null;
    }

    /// <summary>The stimulus with trunc(0.5 s · rate) samples before and after it; null without stimulus.</summary>
    public static SampleEpoch? Around(SampleEpoch? stimulus, double samplingRate)
    {
        int margin = (int)(ExperimentMargin * samplingRate);
        return stimulus is SampleEpoch step ? new SampleEpoch(step.Start - margin, step.End + margin) : null;
    }
}
