namespace EphysTx.Features.Spikes;

/// <summary>Settings of spike detection. Defaults are the reference's. Source: spec IPFX §5.</summary>
public sealed record SpikeDetectionOptions
{
    /// <summary>Cut-off of the low-pass before the derivative, in kHz.</summary>
    public double Filter { get; init; } = 10;

    /// <summary>
    /// Highest cut-off as a fraction of the Nyquist frequency: slower recordings are filtered there instead of being refused. Null refuses
    /// them, as the reference does. In (0, 1).
    /// </summary>
    public double? CutoffLimit { get; init; }

    /// <summary>dV/dt that a putative spike must reach, in V/s.</summary>
    public double DerivativeCutoff { get; init; } = 20;

    /// <summary>Longest time from threshold to peak, in s.</summary>
    public double MaxInterval { get; init; } = 0.005;

    /// <summary>Smallest height from threshold to peak, in mV.</summary>
    public double MinHeight { get; init; } = 2;

    /// <summary>Lowest peak, in mV.</summary>
    public double MinPeak { get; init; } = -30;

    /// <summary>The threshold is where dV/dt falls to this fraction of the upstroke (mean over the sweep's spikes), going back.</summary>
    public double ThresholdFraction { get; init; } = 0.05;

    /// <summary>Spikes whose threshold comes earlier than this after the window's start are rejected, in s; 0 for none.</summary>
    public double RejectAtStart { get; init; }

    /// <summary>
    /// How far below the start of a last, cut-off spike the voltage may still be for the spike to count as complete, in mV above threshold.
    /// </summary>
    public double ClipTolerance { get; init; } = 1;

    /// <summary>
    /// Whether the fast trough of the last complete spike is sought only up to a clipped spike that follows it. The reference searches to the
    /// end of the window, over the clipped spike, which may clip the complete one as well.
    /// </summary>
    public bool StopTroughAtClippedSpike { get; init; }
}
