using static EphysTx.Cohorts.Allen.ScalarFeatures;

namespace EphysTx.Cohorts.Allen;

/// <summary>
/// The features that only the human table has. The table states no units; those here follow from the magnitudes and from the
/// shared features of the same kind (slopes in mV/ms, impedance in GΩ).
/// </summary>
internal static class HumanFeatures
{
    public static IReadOnlyList<FeatureDefinition> Further { get; } =
    [
        new("sag_peak_t", Subthreshold, "s", "Time from onset of the hyperpolarising step to its peak."),
        new("sag_area", Subthreshold, "mV·s", "Area between the sagging potential and its steady state."),
        new("sag_tau", Subthreshold, "s", "Time constant of the return from the peak of the sag."),
        new("sag_depol", Subthreshold, "", "Sag measured on a depolarising subthreshold step."),
        new("sag_peak_t_depol", Subthreshold, "s", "Time from onset of the depolarising subthreshold step to its peak."),
        new("sag_area_depol", Subthreshold, "mV·s", "Area of the sag on a depolarising subthreshold step."),
        new("avg_rate_rheo", RheobaseSpike, "Hz", "Mean firing rate at rheobase."),
        new("mean_isi_rheo", RheobaseSpike, "s", "Mean interspike interval at rheobase."),
        new("first_isi_inv_rheo", RheobaseSpike, "Hz", "Inverse of the first interspike interval at rheobase."),
        .. SpikeShape(RheobaseSpike, "rheo", "the first spike at rheobase"),
        new("fast_trough_v_last_rheo", RheobaseSpike, "mV", "Potential of the fast trough after the last spike at rheobase."),
        new("adp_v_last_rheo", RheobaseSpike, "mV", "Potential of the afterdepolarisation after the last spike at rheobase."),
        new("isi_norm_sq_var_hero", SpikeTrain, "", "Mean squared normalised difference of successive intervals of the hero sweep."),
        .. SpikeShape(RampSpike, "ramp", "the first ramp spike", "width_ramp"),
        .. SpikeShape(ShortSquareSpike, "short_square", "the short-square spike", "width_short_square"),
        new("upstroke_downstroke_ratio_hero", HeroSpike, "", "Fastest rise over fastest fall of the first hero spike."),
        new("threshold_v_hero", HeroSpike, "mV", "Threshold potential of the first hero spike."),
        .. SpikeShape(HeroSpike, "hero", "the first hero spike", "width_hero"),
        new("ahp_delay_ratio_hero", HeroSpike, "", "Delay of the trough after the first hero spike as a part of the interval."),
        new("peak_deltav_hero", HeroSpike, "mV", "Peak minus threshold of the first hero spike."),
        new("fast_trough_deltav_hero", HeroSpike, "mV", "Fast trough minus threshold of the first hero spike."),
        new("trough_deltav_hero", HeroSpike, "mV", "Trough minus threshold of the first hero spike."),
        new("trough_slowdeltav_hero", HeroSpike, "mV", "Trough minus fast trough of the first hero spike."),
        new("adapt_mean", SweepSummary, "", "Adaptation index, mean over sweeps."),
        new("isi_cv_mean", SweepSummary, "", "Coefficient of variation of the interspike intervals, mean over sweeps."),
        new("isi_norm_sq_var_mean", SweepSummary, "", "Squared normalised difference of successive intervals, mean over sweeps."),
        new("adapt_max", SweepSummary, "", "Adaptation index, largest over sweeps."),
        new("isi_cv_max", SweepSummary, "", "Coefficient of variation of the interspike intervals, largest over sweeps."),
        new("isi_norm_sq_var_max", SweepSummary, "", "Squared normalised difference of successive intervals, largest over sweeps."),
        new("isi_adapt_ratio", Adaptation, "", "Later interspike interval over the first."),
        new("width_adapt_ratio", Adaptation, "", "Width of a later spike over that of the first."),
        new("upstroke_adapt_ratio", Adaptation, "", "Upstroke of a later spike over that of the first."),
        new("downstroke_adapt_ratio", Adaptation, "", "Downstroke of a later spike over that of the first."),
        new("peak_v_adapt_ratio", Adaptation, "", "Peak of a later spike over that of the first."),
        new("threshold_v_adapt_ratio", Adaptation, "", "Threshold of a later spike over that of the first."),
        new("fast_trough_v_adapt_ratio", Adaptation, "", "Fast trough of a later spike over that of the first."),
        new("ahp_delay_ratio_5spike", Adaptation, "", "Delay of the trough as a part of the interval, in a sweep of five spikes or more."),
        new("peak_ratio_chirp", Chirp, "", "Impedance at the resonance over that at low frequency."),
        new("peak_freq_chirp", Chirp, "Hz", "Frequency of the largest impedance."),
        new("3db_freq_chirp", Chirp, "Hz", "Frequency above the resonance where the impedance has fallen by 3 dB."),
        new("peak_impedance_chirp", Chirp, "GΩ", "Largest impedance."),
        new("low_freq_impedance_chirp", Chirp, "GΩ", "Impedance at low frequency."),
        new("sync_freq_chirp", Chirp, "Hz", "Frequency where voltage and current are in phase."),
        new("phase_peak_chirp", Chirp, "rad", "Phase at the resonance."),
        new("phase_low_chirp", Chirp, "rad", "Phase at low frequency."),
        new("total_inductive_phase_chirp", Chirp, "", "Phase summed over the frequencies where it is positive."),
    ];

    private static FeatureDefinition[] SpikeShape(string family, string ending, string spike, params string[] alsoNamed)
    {
        // The width at rheobase is a shared feature; elsewhere it is a further one.
        FeatureDefinition[] width = [.. alsoNamed.Select(name => new FeatureDefinition(name, family, "s", $"Width at half height of {spike}."))];
        return
        [
            .. width,
            new($"width_suprathresh_{ending}", family, "s", $"Time that {spike} spends above threshold."),
            new($"upstroke_{ending}", family, "mV/ms", $"Fastest rise of {spike}."),
            new($"downstroke_{ending}", family, "mV/ms", $"Fastest fall of {spike}; negative."),
            new($"postap_slope_{ending}", family, "mV/ms", $"Slope of the potential after {spike}."),
        ];
    }
}
