namespace EphysTx.Recordings.Epochs;

/// <summary>A stretch of a sweep in samples, both ends included. The start may be negative (before the first sample).</summary>
/// <param name="Start">First sample.</param>
/// <param name="End">Last sample, inclusive.</param>
public readonly record struct SampleEpoch(int Start, int End);
