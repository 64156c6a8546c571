namespace EphysTx.Features.Families;

/// <summary>The twelve feature families, in the order in which the paper stacks them.</summary>
public static class FamilyNames
{
    /// <summary>Voltage of the first action potential.</summary>
    public const string FirstApV = "first_ap_v";

    /// <summary>Differences between neighbouring samples of <see cref="FirstApV"/>.</summary>
    public const string FirstApDv = "first_ap_dv";

    /// <summary>Voltage between spikes, relative to threshold.</summary>
    public const string IsiShape = "isi_shape";

    /// <summary>Instantaneous spike frequency.</summary>
    public const string InstFreq = "inst_freq";

    /// <summary>Threshold voltage over the step.</summary>
    public const string SpikingThresholdV = "spiking_threshold_v";

    /// <summary>Peak voltage over the step.</summary>
    public const string SpikingPeakV = "spiking_peak_v";

    /// <summary>Spike width over the step.</summary>
    public const string SpikingWidth = "spiking_width";

    /// <summary>Fast-trough voltage over the step.</summary>
    public const string SpikingFastTroughV = "spiking_fast_trough_v";

    /// <summary>Upstroke/downstroke ratio over the step.</summary>
    public const string SpikingUpstrokeDownstrokeRatio = "spiking_upstroke_downstroke_ratio";

    /// <summary>Responses to hyperpolarising steps.</summary>
    public const string StepSubthresh = "step_subthresh";

    /// <summary>Response to one large hyperpolarising step, normalised by its deflection.</summary>
    public const string SubthreshNorm = "subthresh_norm";

    /// <summary>Spike rate over the step.</summary>
    public const string Psth = "psth";

    /// <summary>All twelve, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        FirstApV, FirstApDv, IsiShape, InstFreq, SpikingThresholdV, SpikingPeakV, SpikingWidth, SpikingFastTroughV,
        SpikingUpstrokeDownstrokeRatio, StepSubthresh, SubthreshNorm, Psth,
    ];
}
