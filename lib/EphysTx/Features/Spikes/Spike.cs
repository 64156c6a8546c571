namespace EphysTx.Features.Spikes;

/// <summary>How the voltage goes on from the fast trough.</summary>
public enum IntervalKind
{
    /// <summary>Not known: the spike is clipped.</summary>
    Unknown,

    /// <summary>It rises from the fast trough.</summary>
    Direct,

    /// <summary>It goes at least half a millivolt deeper before it rises.</summary>
    Detour,
}

/// <summary>
/// One action potential. Indices are samples of the sweep (0-based, -1: not found), times in s on the sweep's axis, voltages in mV,
/// derivatives in V/s; NaN: not found. Source: spec IPFX §5.
/// </summary>
public sealed record Spike
{
    /// <summary>Sample of the threshold.</summary>
    public int ThresholdIndex { get; init; }

    /// <summary>Time of the threshold.</summary>
    public double ThresholdTime { get; init; }

    /// <summary>Voltage at threshold.</summary>
    public double ThresholdVoltage { get; init; }

    /// <summary>Sample of the peak.</summary>
    public int PeakIndex { get; init; }

    /// <summary>Time of the peak.</summary>
    public double PeakTime { get; init; }

    /// <summary>Voltage at the peak.</summary>
    public double PeakVoltage { get; init; }

    /// <summary>Sample of the steepest rise.</summary>
    public int UpstrokeIndex { get; init; }

    /// <summary>Steepest rise.</summary>
    public double Upstroke { get; init; }

    /// <summary>Time of the steepest rise.</summary>
    public double UpstrokeTime { get; init; }

    /// <summary>Voltage at the steepest rise.</summary>
    public double UpstrokeVoltage { get; init; }

    /// <summary>Sample of the steepest fall, between peak and trough.</summary>
    public int DownstrokeIndex { get; init; } = -1;

    /// <summary>Steepest fall (negative).</summary>
    public double Downstroke { get; init; } = double.NaN;

    /// <summary>Time of the steepest fall.</summary>
    public double DownstrokeTime { get; init; } = double.NaN;

    /// <summary>Voltage at the steepest fall.</summary>
    public double DownstrokeVoltage { get; init; } = double.NaN;

    /// <summary>Sample of the lowest voltage before the next spike.</summary>
    public int TroughIndex { get; init; } = -1;

    /// <summary>Time of the trough.</summary>
    public double TroughTime { get; init; } = double.NaN;

    /// <summary>Voltage of the trough.</summary>
    public double TroughVoltage { get; init; } = double.NaN;

    /// <summary>Sample at which the fall has come down to 1 % of its steepest.</summary>
    public int FastTroughIndex { get; init; } = -1;

    /// <summary>Time of the fast trough.</summary>
    public double FastTroughTime { get; init; } = double.NaN;

    /// <summary>Voltage of the fast trough.</summary>
    public double FastTroughVoltage { get; init; } = double.NaN;

    /// <summary>How the voltage goes on from the fast trough.</summary>
    public IntervalKind IntervalKind { get; init; }

    /// <summary>After a detour with a spike to follow: sample of the lowest voltage before that spike.</summary>
    public int SlowTroughIndex { get; init; } = -1;

    /// <summary>Time of the slow trough.</summary>
    public double SlowTroughTime { get; init; } = double.NaN;

    /// <summary>Voltage of the slow trough.</summary>
    public double SlowTroughVoltage { get; init; } = double.NaN;

    /// <summary>Width at half the height from fast trough to peak, in s.</summary>
    public double Width { get; init; } = double.NaN;

    /// <summary>Upstroke over the absolute downstroke.</summary>
    public double UpstrokeDownstrokeRatio { get; init; } = double.NaN;

    /// <summary>Whether the spike runs over the end of the window, so that what follows its peak is not known.</summary>
    public bool Clipped { get; init; }
}
