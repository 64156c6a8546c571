using EphysTx.Features;
using EphysTx.Features.Families;
using EphysTx.Features.Protocols;
using EphysTx.Features.Scalars;
using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Notebooks;

/// <summary>What a preset makes of a recording, step by step.</summary>
/// <param name="Options">The preset.</param>
/// <param name="Audit">Sweeps judged; null when the recording failed there.</param>
/// <param name="Analysis">Protocols analysed; null when the recording failed before.</param>
/// <param name="Error">Why the recording failed as a whole; null when it did not.</param>
/// <param name="Families">The twelve families; empty when the recording failed.</param>
/// <param name="Scalars">The scalar features; empty when the recording failed.</param>
public sealed record PresetResult(
    FeatureOptions Options, RecordingAudit? Audit, CellAnalysis? Analysis, Failure? Error, IReadOnlyList<FamilyVector> Families, IReadOnlyList<ScalarValue> Scalars)
{
    /// <summary>Runs a preset.</summary>
    public static PresetResult Of(Recording recording, FeatureOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        RecordingAudit? audit = null;
        CellAnalysis? analysis = null;
        try
        {
            audit = RecordingAudit.Run(recording, options.Sweeps, cancellationToken);
            analysis = CellAnalysis.Run(audit, options, cancellationToken);
            return new PresetResult(options, audit, analysis, null, FamilyBuilder.Build(analysis, options), ScalarFeatures.Compute(analysis));
        }
        catch (AnalysisFailureException failure)
        {
            return new PresetResult(options, audit, analysis, failure.Failure, [], []);
        }
    }

    /// <summary>The values of a family; empty when it is missing.</summary>
    public double[] Family(string name) => Families.FirstOrDefault(family => family.Name == name)?.Values ?? [];

    /// <summary>Why a family, or the whole recording, is missing; null when it is there.</summary>
    public Failure? FailureOf(string name) => Error ?? Families.FirstOrDefault(family => family.Name == name)?.Failure;
}
