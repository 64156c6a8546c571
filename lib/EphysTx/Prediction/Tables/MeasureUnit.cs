namespace EphysTx.Prediction;

/// <summary>Units as tables write them, and what turns them into those of the model.</summary>
public static class MeasureUnit
{
    // Per unit of the model: spellings (lower case) and what a value is multiplied with.
    private static readonly Dictionary<string, (string Spelling, double Factor)[]> Known = new(StringComparer.Ordinal)
    {
        ["mV"] = [("mv", 1), ("v", 1e3), ("volt", 1e3), ("volts", 1e3)],
        ["MΩ"] = [("mω", 1), ("mohm", 1), ("mohms", 1), ("megaohm", 1), ("gω", 1e3), ("gohm", 1e3), ("gohms", 1e3), ("ω", 1e-6), ("ohm", 1e-6), ("ohms", 1e-6)],
        ["GΩ"] = [("gω", 1), ("gohm", 1), ("gohms", 1), ("mω", 1e-3), ("mohm", 1e-3), ("mohms", 1e-3)],
        ["s"] = [("s", 1), ("sec", 1), ("seconds", 1), ("ms", 1e-3), ("msec", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("μs", 1e-6)],
        ["pA"] = [("pa", 1), ("na", 1e3), ("a", 1e12)],
        ["Hz"] = [("hz", 1), ("1/s", 1), ("spikes/s", 1), ("khz", 1e3)],
        ["Hz/pA"] = [("hz/pa", 1), ("spikes/s/pa", 1), ("hz/na", 1e-3)],
        ["mV·s"] = [("mv·s", 1), ("mv*s", 1), ("mv s", 1), ("mv·ms", 1e-3), ("mv*ms", 1e-3)],
        ["rad"] = [("rad", 1)],
        [""] = [("", 1), ("1", 1), ("ratio", 1), ("fraction", 1), ("%", 0.01), ("percent", 0.01)],
    };

    /// <summary>What a value in a unit is multiplied with to be in another; null when the one does not turn into the other.</summary>
    /// <param name="from">Unit as written in a table.</param>
    /// <param name="to">Unit of the model.</param>
    public static double? Factor(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        string spelling = from.Trim().ToLowerInvariant();
        if (string.Equals(from.Trim(), to, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        return Known.TryGetValue(to, out (string Spelling, double Factor)[]? all) && Array.Find(all, one => one.Spelling == spelling) is { Factor: > 0 } found ? found.Factor : null;
    }

    /// <summary>Splits a heading such as <c>tau (ms)</c>, <c>Rin [MOhm]</c> or <c>width_ms</c> into name and unit; the unit is null where none is written.</summary>
    public static (string Name, string? Unit) Split(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        string text = heading.Trim();
        foreach ((char open, char close) in new[] { ('(', ')'), ('[', ']') })
        {
            int at = text.LastIndexOf(open);
            if (at > 0 && text[^1] == close)
            {
                return (text[..at].Trim(), text[(at + 1)..^1].Trim());
            }
        }

        int end = text.LastIndexOfAny(['_', ' ']);
        string last = end > 0 ? text[(end + 1)..].ToLowerInvariant() : "";
        return last is "ms" or "msec" or "us" or "mv" or "mohm" or "gohm" or "pa" or "na" or "hz" ? (text[..end].Trim(), last) : (text, null);
    }
}
