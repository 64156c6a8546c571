using System.Globalization;

namespace EphysTx.Figures.Drawing;

/// <summary>Numbers as text, the same under any culture.</summary>
internal static class NumberText
{
    /// <summary>A coordinate: two decimals at most, no negative zero.</summary>
    public static string Coordinate(double value)
    {
        double rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>A number for a data file: the shortest text that reads back as the same double; "NA" where there is none.</summary>
    public static string Data(double value) =>
        double.IsNaN(value) ? "NA" : double.IsPositiveInfinity(value) ? "Inf" : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number for reading: given format, thousands separated, a true minus sign; a dash where there is none.</summary>
    public static string Display(double value, string format) =>
        double.IsFinite(value) ? TrueMinus(Signless(value.ToString(format, CultureInfo.InvariantCulture))) : "–";

    /// <summary>A number for reading with about three significant digits.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            0 => "0",
            >= 1e7 or < 1e-4 => "0.##e0",
            >= 100 => "#,0",
            >= 10 => "0.#",
            >= 1 => "0.##",
            >= 0.01 => "0.###",
            _ => "0.#####",
        };
        return size == Math.Round(size) && size < 1e7 ? Display(value, "#,0") : Display(value, format);
    }

    /// <summary>The format that shows multiples of a tick step exactly, with thousands separated.</summary>
    public static string FormatForStep(double step, double largest)
    {
        if (largest >= 1e7 || step < 1e-5)
        {
            return "0.##e0";
        }

        int decimals = 0;
        for (double scaled = step; decimals < 8 && Math.Abs(scaled - Math.Round(scaled)) > 1e-6 * scaled; scaled *= 10)
        {
            decimals++;
        }

        return decimals == 0 ? "#,0" : "#,0." + new string('0', decimals);
    }

    private static string Signless(string text) => text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text.TrimStart('-') : text;

    private static string TrueMinus(string text) => text.Replace('-', '−');
}
