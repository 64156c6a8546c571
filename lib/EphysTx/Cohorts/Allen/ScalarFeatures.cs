namespace EphysTx.Cohorts.Allen;

/// <summary>
/// The register of published scalar features: name, family, unit and meaning. Names and units are those of the human table of
/// Lee, Dalley et al. (2023); the mouse values are brought to the same units.
/// </summary>
public static class ScalarFeatures
{
    /// <summary>Resting and passive properties.</summary>
    public const string Subthreshold = "subthreshold";

    /// <summary>The weakest long square step that gives a spike, its first spike, and how firing grows above it.</summary>
    public const string RheobaseSpike = "rheobase_spike";

    /// <summary>Timing of the spikes in the hero sweep, a long square step well above rheobase.</summary>
    public const string SpikeTrain = "spike_train";

    /// <summary>First spike of a slow current ramp.</summary>
    public const string RampSpike = "ramp_spike";

    /// <summary>Spike of a short (3 ms) square pulse.</summary>
    public const string ShortSquareSpike = "short_square_spike";

    /// <summary>Shape of the first spike in the hero sweep.</summary>
    public const string HeroSpike = "hero_spike";

    /// <summary>Spike timing summarised over all long square sweeps.</summary>
    public const string SweepSummary = "sweep_summary";

    /// <summary>How spikes and intervals change along a train.</summary>
    public const string Adaptation = "adaptation";

    /// <summary>Response to a current of rising frequency.</summary>
    public const string Chirp = "chirp";

    /// <summary>The 32 features that both species have, in the order of their tables.</summary>
    public static IReadOnlyList<FeatureDefinition> Shared { get; } =
    [
        new("v_baseline", Subthreshold, "mV", "Membrane potential before the stimulus."),
        new("input_resistance", Subthreshold, "MΩ", "Slope of the voltage deflection against hyperpolarising current."),
        new("tau", Subthreshold, "s", "Membrane time constant from exponential fits to hyperpolarising steps."),
        new("sag", Subthreshold, "", "Part of the peak hyperpolarisation that is gone at the end of the step."),
        new("vm_for_sag", Subthreshold, "mV", "Peak potential of the hyperpolarising step that sag was measured on."),
        new("rheobase_i", RheobaseSpike, "pA", "Smallest long square current that gives a spike."),
        new("fi_fit_slope", RheobaseSpike, "Hz/pA", "Slope of firing rate against long square current."),
        new("latency_rheo", RheobaseSpike, "s", "Time from stimulus onset to the first spike at rheobase."),
        new("threshold_v_rheo", RheobaseSpike, "mV", "Threshold potential of the first spike at rheobase."),
        new("width_rheo", RheobaseSpike, "s", "Width at half height of the first spike at rheobase."),
        new("upstroke_downstroke_ratio_rheo", RheobaseSpike, "", "Fastest rise over fastest fall of the first spike at rheobase."),
        new("peak_deltav_rheo", RheobaseSpike, "mV", "Peak minus threshold of the first spike at rheobase."),
        new("fast_trough_deltav_rheo", RheobaseSpike, "mV", "Fast trough minus threshold of the first spike at rheobase."),
        new("trough_deltav_rheo", RheobaseSpike, "mV", "Trough minus threshold of the first spike at rheobase."),
        new("trough_slowdeltav_rheo", RheobaseSpike, "mV", "Trough minus fast trough of the first spike at rheobase."),
        new("adapt_hero", SpikeTrain, "", "Adaptation index of the hero sweep; positive when intervals grow."),
        new("avg_rate_hero", SpikeTrain, "Hz", "Mean firing rate of the hero sweep."),
        new("latency_hero", SpikeTrain, "s", "Time from stimulus onset to the first spike of the hero sweep."),
        new("mean_isi_hero", SpikeTrain, "s", "Mean interspike interval of the hero sweep."),
        new("median_isi_hero", SpikeTrain, "s", "Median interspike interval of the hero sweep."),
        new("isi_cv_hero", SpikeTrain, "", "Coefficient of variation of the interspike intervals of the hero sweep."),
        new("first_isi_inv_hero", SpikeTrain, "Hz", "Inverse of the first interspike interval of the hero sweep."),
        new("threshold_v_ramp", RampSpike, "mV", "Threshold potential of the first ramp spike."),
        new("threshold_i_ramp", RampSpike, "pA", "Current at the threshold of the first ramp spike."),
        new("upstroke_downstroke_ratio_ramp", RampSpike, "", "Fastest rise over fastest fall of the first ramp spike."),
        new("peak_deltav_ramp", RampSpike, "mV", "Peak minus threshold of the first ramp spike."),
        new("fast_trough_deltav_ramp", RampSpike, "mV", "Fast trough minus threshold of the first ramp spike."),
        new("trough_deltav_ramp", RampSpike, "mV", "Trough minus threshold of the first ramp spike."),
        new("threshold_v_short_square", ShortSquareSpike, "mV", "Threshold potential of the short-square spike."),
        new("upstroke_downstroke_ratio_short_square", ShortSquareSpike, "", "Fastest rise over fastest fall of the short-square spike."),
        new("peak_deltav_short_square", ShortSquareSpike, "mV", "Peak minus threshold of the short-square spike."),
        new("fast_trough_deltav_short_square", ShortSquareSpike, "mV", "Fast trough minus threshold of the short-square spike."),
    ];

    /// <summary>
    /// Every measured feature of the human table, 93: in each family the shared features first, then the further ones. The cohort <c>human-full</c>
    /// has those of them that enough cells have (<see cref="AllenScalarsOptions.MaximumMissing"/>).
    /// </summary>
    public static IReadOnlyList<FeatureDefinition> Human { get; } =
        [.. Shared.Concat(HumanFeatures.Further).Select(feature => feature.Family).Distinct()
            .SelectMany(family => Shared.Concat(HumanFeatures.Further).Where(feature => feature.Family == family))];
}
