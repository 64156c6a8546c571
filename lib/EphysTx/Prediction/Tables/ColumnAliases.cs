using System.Text;

namespace EphysTx.Prediction;

/// <summary>A name under which other tools and hand-made tables know a feature.</summary>
/// <param name="Name">As the tool writes it.</param>
/// <param name="Feature">Feature of this library.</param>
/// <param name="Unit">Unit that the tool documents; null when the table must state it.</param>
/// <param name="Tool">Who writes it.</param>
/// <param name="Note">What to know about it; empty when the definitions agree.</param>
public sealed record ColumnAlias(string Name, string Feature, string? Unit, string Tool, string Note = "");

/// <summary>
/// The register of aliases. Only names whose quantity is the same are in it: an absolute voltage where a difference is needed is not, nor are eFEL's mean frequency (up to the last spike), its
/// adaptation index and variation of intervals (without the first interval), and its half width above the onset. Names and units of eFEL are those of its list of features
/// (efel.readthedocs.io), names of pyAPisolation those of its tables (github.com/smestern/pyAPisolation); a unit that no manual was found to state must be stated in the table.
/// </summary>
public static class ColumnAliases
{
    private const string AtRheobase = "taken as measured at rheobase";
    private const string AtHero = "taken as measured well above rheobase";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ColumnAlias> All { get; } =
    [
        new("voltage_base", "v_baseline", "mV", "eFEL"),
        new("ohmic_input_resistance", "input_resistance", "MΩ", "eFEL", "of one sweep, not a slope over sweeps"),
        new("ohmic_input_resistance_vb_ssse", "input_resistance", "MΩ", "eFEL", "of one sweep, not a slope over sweeps"),
        new("time_constant", "tau", "ms", "eFEL"),
        new("sag_ratio1", "sag", "", "eFEL"),
        new("minimum_voltage", "vm_for_sag", "mV", "eFEL"),
        new("AP_begin_voltage", "threshold_v_rheo", "mV", "eFEL", AtRheobase),
        new("spike_half_width", "width_rheo", "ms", "eFEL", AtRheobase),
        new("AP_amplitude", "peak_deltav_rheo", "mV", "eFEL", AtRheobase),
        new("time_to_first_spike", "latency_rheo", "ms", "eFEL", "taken as measured at rheobase; to the peak, about 1 ms later than to the threshold"),
        new("inv_first_ISI", "first_isi_inv_hero", "Hz", "eFEL", AtHero),
        new("vrest", "v_baseline", "mV", "IPFX"),
        new("ri", "input_resistance", "MΩ", "IPFX"),
        new("threshold_v_long_square", "threshold_v_rheo", "mV", "IPFX"),
        new("threshold_i_long_square", "rheobase_i", "pA", "IPFX"),
        new("upstroke_downstroke_ratio_long_square", "upstroke_downstroke_ratio_rheo", "", "IPFX"),
        new("f_i_curve_slope", "fi_fit_slope", null, "IPFX"),
        new("latency", "latency_rheo", null, "IPFX", AtRheobase),
        new("avg_isi", "mean_isi_hero", null, "IPFX", AtHero),
        new("adaptation", "adapt_hero", "", "IPFX", AtHero),
        new("rheobase_current", "rheobase_i", "pA", "pyAPisolation"),
        new("rheobase_thres", "threshold_v_rheo", "mV", "pyAPisolation"),
        new("rheobase_width", "width_rheo", null, "pyAPisolation"),
        new("rheobase_latency", "latency_rheo", null, "pyAPisolation"),
        .. ByHand("v_baseline", "", "rmp", "resting membrane potential", "resting potential", "v rest", "baseline voltage"),
        .. ByHand("input_resistance", "", "rin", "r in", "rm", "input res"),
        .. ByHand("tau", "", "membrane time constant", "membrane tau", "tau m", "taum"),
        .. ByHand("sag", "fraction of the peak deflection that is gone at the end of the step", "sag ratio", "sag index"),
        .. ByHand("rheobase_i", "", "rheobase", "rheobase i"),
        .. ByHand("fi_fit_slope", "", "f-i slope", "fi slope", "f/i slope", "gain"),
        .. ByHand("threshold_v_rheo", AtRheobase, "ap threshold", "spike threshold", "threshold"),
        .. ByHand("width_rheo", AtRheobase, "ap half width", "half width", "ap halfwidth", "halfwidth", "spike width", "ap width"),
        .. ByHand("upstroke_downstroke_ratio_rheo", AtRheobase, "upstroke downstroke ratio", "upstroke/downstroke ratio"),
        .. ByHand("peak_deltav_rheo", AtRheobase, "ap height", "ap amplitude", "spike amplitude", "spike height"),
        .. ByHand("latency_rheo", AtRheobase, "first spike latency", "latency to first spike"),
        .. ByHand("avg_rate_hero", AtHero, "firing rate", "mean firing rate"),
        .. ByHand("adapt_hero", AtHero, "adaptation index"),
        .. ByHand("isi_cv_hero", AtHero, "cv of isi", "cv isi", "isi cv"),
    ];

    /// <summary>Letters and digits alone, lower case: how headings are compared.</summary>
    internal static string Normalize(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
        }

        return text.ToString();
    }

    private static ColumnAlias[] ByHand(string feature, string note, params string[] names) => Array.ConvertAll(names, name => new ColumnAlias(name, feature, null, "hand-made", note));
}
