namespace EphysTx.Recordings;

/// <summary>The two traces of one sweep, sample by sample on the same clock.</summary>
/// <param name="Stimulus">What was commanded: pA in current clamp, mV in voltage clamp.</param>
/// <param name="Response">
/// What was recorded: mV in current clamp, pA in voltage clamp. Samples that were not acquired are NaN
/// (see <see cref="TraceCleaning.MarkTrailingZeros(Span{float})"/>).
/// </param>
public sealed record SweepTraces(SampleArray Stimulus, SampleArray Response);
