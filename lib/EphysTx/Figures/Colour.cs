using System.Globalization;

namespace EphysTx.Figures;

/// <summary>An opaque sRGB colour, 8 bits per channel.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>White, the ground of every figure.</summary>
    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>Relative luminance after WCAG 2.1, 0 (black) to 1 (white).</summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">The text is not six hexadecimal digits after a number sign.</exception>
    public static Colour FromHex(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        if (hex.Length != 7 || hex[0] != '#')
        {
            throw new FormatException($"'{hex}' is not a colour; write it as #rrggbb.");
        }

        return new Colour(Channel(hex, 1), Channel(hex, 3), Channel(hex, 5));
    }

    /// <summary>This colour with a share of another mixed in, in sRGB.</summary>
    /// <param name="other">The other colour.</param>
    /// <param name="share">Share of the other, 0 to 1.</param>
    public Colour Mix(Colour other, double share) =>
        new(Between(Red, other.Red, share), Between(Green, other.Green, share), Between(Blue, other.Blue, share));

    /// <summary>A darker shade for outlines, so that a light fill keeps an edge on white.</summary>
    public Colour Darker(double share = 0.25) => Mix(default, share);

    /// <summary>Contrast ratio after WCAG 2.1, 1 to 21.</summary>
    public double Contrast(Colour other)
    {
        double lighter = Math.Max(Luminance, other.Luminance);
        double darker = Math.Min(Luminance, other.Luminance);
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static byte Channel(string hex, int start) =>
        byte.Parse(hex.AsSpan(start, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static byte Between(byte from, byte to, double share) =>
        (byte)Math.Round(from + ((to - from) * Math.Clamp(share, 0, 1)), MidpointRounding.AwayFromZero);

    private static double Linear(byte channel)
    {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
