using EphysTx.Recordings.Epochs;
using EphysTx.Recordings.Stimuli;

namespace EphysTx.Recordings.Quality;

/// <summary>How sweeps are chosen from a recording. See <see cref="RecordingAudit"/>.</summary>
public sealed record SweepSelectionOptions
{
    /// <summary>Which codes mean which stimulus.</summary>
    public StimulusOntology Ontology { get; init; } = StimulusOntology.Allen;

    /// <summary>Limits on the quality numbers.</summary>
    public QualityCriteria Quality { get; init; } = new();

    /// <summary>Whether sweeps outside the limits are dropped. The reference only marks them.</summary>
    public bool DropSweepsFailingQuality { get; init; }

    /// <summary>
    /// Whether every sweep of the recording comes back, tagged and voltage-clamp ones too, when none remains. The reference does so by
    /// mistake.
    /// </summary>
    public bool RestoreAllWhenNoneRemain { get; init; }

    /// <summary>Whether a sweep that cannot be read, or has no partner, is dropped with its reason; else it fails the recording.</summary>
    public bool IsolateSweepFailures { get; init; }
}

/// <summary>A sweep with its samples.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Traces">Its traces.</param>
/// <param name="Epochs">Its epochs.</param>
public sealed record LoadedSweep(Sweep Sweep, SweepTraces Traces, SweepEpochs Epochs);

/// <summary>
/// The sweeps of a recording that analysis works on, and what became of the others. Candidates are current-clamp sweeps that are neither test nor search;
/// those without integrity tags remain. Source: spec IPFX §3.
/// </summary>
/// <param name="Sweeps">One report per sweep, in order of number.</param>
/// <param name="LongSquares">Remaining long-square sweeps with samples, in order of number.</param>
/// <param name="ShortSquares">Remaining short-square sweeps.</param>
/// <param name="Ramps">Remaining ramp sweeps.</param>
public sealed record RecordingAudit(
    IReadOnlyList<SweepReport> Sweeps, IReadOnlyList<LoadedSweep> LongSquares, IReadOnlyList<LoadedSweep> ShortSquares, IReadOnlyList<LoadedSweep> Ramps)
{
    /// <summary>Reads and judges the sweeps of a recording. Samples are kept only of sweeps that belong to a protocol.</summary>
    /// <exception cref="AnalysisFailureException">A sweep cannot be used and <see cref="SweepSelectionOptions.IsolateSweepFailures"/> is off.</exception>
    public static RecordingAudit Run(Recording recording, SweepSelectionOptions options, CancellationToken cancellationToken = default) =>
        Run(recording, options, null, cancellationToken);

    // The memory that the recording is read into is given back the traces that are not kept.
    internal static RecordingAudit Run(Recording recording, SweepSelectionOptions options, SampleMemory? memory, CancellationToken cancellationToken)
    {
        if (!options.IsolateSweepFailures && recording.Sweeps.FirstOrDefault(sweep => sweep.Defect is not null) is Sweep defective)
        {
            throw new AnalysisFailureException(defective.Defect!);
        }

        SweepReport[] reports = new SweepReport[recording.Sweeps.Count];
        List<LoadedSweep> remaining = [];
        bool anyRemains = false;
        for (int k = 0; k < reports.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reports[k] = Judge(recording.Sweeps[k], options, out LoadedSweep? loaded, cancellationToken);
            bool remains = reports[k].Outcome == SweepOutcome.Passed
                || (reports[k].Outcome == SweepOutcome.FailedQuality && !options.DropSweepsFailingQuality);
            anyRemains |= remains;
            if (remains && loaded is not null && InProtocol(loaded.Sweep, options))
            {
                remaining.Add(loaded);
            }
            else if (loaded is not null)
            {
                memory?.Return(loaded.Traces.Stimulus);
                memory?.Return(loaded.Traces.Response);
            }
        }

        if (!anyRemains && options.RestoreAllWhenNoneRemain)
        {
            remaining.AddRange(recording.Sweeps.Where(sweep => InProtocol(sweep, options)).Select(sweep => Load(sweep, cancellationToken)));
        }

        return new RecordingAudit(
            reports, Of(StimulusProtocol.LongSquare), Of(StimulusProtocol.ShortSquare), Of(StimulusProtocol.Ramp));

        IReadOnlyList<LoadedSweep> Of(StimulusProtocol protocol) =>
            [.. remaining.Where(loaded => options.Ontology.Is(loaded.Sweep.StimulusCode, protocol))];
    }

    private static SweepReport Judge(Sweep sweep, SweepSelectionOptions options, out LoadedSweep? loaded, CancellationToken cancellationToken)
    {
        loaded = null;
        string name = options.Ontology.NameOf(sweep.StimulusCode);
        SweepReport report = new(
            sweep.Number, sweep.StimulusCode, name, sweep.ClampMode, SweepOutcome.NotCandidate, null, [], null, []);
        if (sweep.Defect is not null)
        {
            return report with { Outcome = SweepOutcome.Unreadable, Failures = [sweep.Defect] };
        }

        if (sweep.ClampMode != ClampMode.CurrentClamp || options.Ontology.Is(sweep.StimulusCode, StimulusProtocol.Excluded))
        {
            return report;
        }

        try
        {
            loaded = Load(sweep, cancellationToken);
            return Judge(loaded, report, options);
        }
        catch (Exception failure) when (options.IsolateSweepFailures && failure is (EphysTxException or IOException or UnauthorizedAccessException))
        {
            loaded = null;
            Failure why = failure is AnalysisFailureException analysis
                ? analysis.Failure with { Sweep = sweep.Number }
                : new Failure(FailureReason.UnreadableFile, sweep.Number, failure.Message);
            return report with { Outcome = SweepOutcome.Unreadable, Failures = [why] };
        }
    }

    private static SweepReport Judge(LoadedSweep loaded, SweepReport report, SweepSelectionOptions options)
    {
        bool isRamp = options.Ontology.Is(loaded.Sweep.StimulusCode, StimulusProtocol.Ramp);
        IReadOnlyList<string> tags = SweepIntegrity.Tags(loaded.Epochs, loaded.Traces.Stimulus, isRamp, loaded.Sweep.HasTestPulse);
        if (tags.Count > 0)
        {
            return report with
            {
                Outcome = SweepOutcome.Tagged,
                Epochs = loaded.Epochs,
                Tags = tags,
                Failures = [.. tags.Select(tag => new Failure(FailureReason.SweepIntegrity, report.Number, tag))],
            };
        }

        SweepQuality quality = SweepQuality.Measure(
            loaded.Traces.Stimulus, loaded.Traces.Response, loaded.Sweep.SamplingRate, isRamp, loaded.Sweep.HasTestPulse, loaded.Sweep.HasMargins);
        IReadOnlyList<string> exceeded = options.Quality.Failures(quality, isRamp);
        return report with
        {
            Outcome = exceeded.Count == 0 ? SweepOutcome.Passed : SweepOutcome.FailedQuality,
            Epochs = loaded.Epochs,
            Quality = quality,
            Failures = [.. exceeded.Select(text => new Failure(FailureReason.SweepQuality, report.Number, text))],
        };
    }

    private static bool InProtocol(Sweep sweep, SweepSelectionOptions options) =>
        options.Ontology.Is(sweep.StimulusCode, StimulusProtocol.LongSquare)
        || options.Ontology.Is(sweep.StimulusCode, StimulusProtocol.ShortSquare)
        || options.Ontology.Is(sweep.StimulusCode, StimulusProtocol.Ramp);

    private static LoadedSweep Load(Sweep sweep, CancellationToken cancellationToken)
    {
        SweepTraces traces = sweep.ReadTraces(cancellationToken);
        try
        {
            return new LoadedSweep(sweep, traces, SweepEpochs.Find(sweep, traces));
        }
        catch (AnalysisFailureException failure)
        {
            throw failure.InSweep(sweep.Number);
        }
    }
}
