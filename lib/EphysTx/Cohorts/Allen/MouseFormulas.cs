namespace EphysTx.Cohorts.Allen;

/// <summary>
/// How each shared feature comes out of the two mouse tables: S, the features of the Allen pipeline (<c>efeature.csv</c>), and D, an independent
/// extraction from the same NWB files (<c>ephys_features_gouwens_w_QC.csv</c>), where S has no value or no such column.
/// D's rheobase threshold and upstroke/downstroke ratio are not used: its recordings were filtered at 1 kHz, which shifts both.
/// </summary>
internal static class MouseFormulas
{
    /// <summary>Takes the columns of S and D, aligned to the cells, and gives the feature's column.</summary>
    public delegate double[] Formula(Func<string, double[]> s, Func<string, double[]> d);

    private const double MillisecondsPerSecond = 1000;
    private const double StimulusOnset = 0.5;

    /// <summary>One formula a shared feature, by its name.</summary>
    public static IReadOnlyDictionary<string, Formula> ByFeature { get; } = new Dictionary<string, Formula>
    {
        ["v_baseline"] = FirstOf("vrest", "v_baseline"),
        ["input_resistance"] = FirstOf("ri", "input_resistance"),
        ["tau"] = FirstOf("tau", "tau", MillisecondsPerSecond),
        ["sag"] = FirstOf("sag", "sag"),
        ["vm_for_sag"] = FirstOf("vm_for_sag", "vm_for_sag"),
        ["rheobase_i"] = FirstOf("threshold_i_long_square", "rheobase_i"),
        ["fi_fit_slope"] = FirstOf("f_i_curve_slope", "fi_fit_slope"),
        ["latency_rheo"] = (s, _) => Array.ConvertAll(s("threshold_t_long_square"), time => time - StimulusOnset),
        ["threshold_v_rheo"] = FromS("threshold_v_long_square"),
        ["width_rheo"] = FromD("rheo_width"),
        ["upstroke_downstroke_ratio_rheo"] = FromS("upstroke_downstroke_ratio_long_square"),
        ["peak_deltav_rheo"] = Difference("peak_v_long_square", "threshold_v_long_square"),
        ["fast_trough_deltav_rheo"] = Difference("fast_trough_v_long_square", "threshold_v_long_square"),
        ["trough_deltav_rheo"] = Difference("trough_v_long_square", "threshold_v_long_square"),
        ["trough_slowdeltav_rheo"] = Difference("trough_v_long_square", "fast_trough_v_long_square"),
        ["adapt_hero"] = FromS("adaptation"),
        ["avg_rate_hero"] = FromD("hero_avg_rate"),
        ["latency_hero"] = FromS("latency"),
        ["mean_isi_hero"] = (s, _) => Array.ConvertAll(s("avg_isi"), interval => interval / MillisecondsPerSecond),
        ["median_isi_hero"] = FromD("hero_median_isi"),
        ["isi_cv_hero"] = FromD("hero_isi_cv"),
        ["first_isi_inv_hero"] = (_, d) => Array.ConvertAll(d("hero_first_isi"), interval => 1 / interval),
        ["threshold_v_ramp"] = FromS("threshold_v_ramp"),
        ["threshold_i_ramp"] = FromS("threshold_i_ramp"),
        ["upstroke_downstroke_ratio_ramp"] = FromS("upstroke_downstroke_ratio_ramp"),
        ["peak_deltav_ramp"] = Difference("peak_v_ramp", "threshold_v_ramp"),
        ["fast_trough_deltav_ramp"] = Difference("fast_trough_v_ramp", "threshold_v_ramp"),
        ["trough_deltav_ramp"] = Difference("trough_v_ramp", "threshold_v_ramp"),
        ["threshold_v_short_square"] = FromS("threshold_v_short_square"),
        ["upstroke_downstroke_ratio_short_square"] = FromS("upstroke_downstroke_ratio_short_square"),
        ["peak_deltav_short_square"] = Difference("peak_v_short_square", "threshold_v_short_square"),
        ["fast_trough_deltav_short_square"] = Difference("fast_trough_v_short_square", "threshold_v_short_square"),
    };

    private static Formula FromS(string column) => (s, _) => s(column);

    private static Formula FromD(string column) => (_, d) => d(column);

    private static Formula Difference(string column, string minus) =>
        (s, _) => s(column).Zip(s(minus), (value, reference) => value - reference).ToArray();

    private static Formula FirstOf(string sColumn, string dColumn, double sDivisor = 1) =>
        (s, d) => s(sColumn).Zip(d(dColumn), (first, second) => double.IsNaN(first) ? second : first / sDivisor).ToArray();
}
