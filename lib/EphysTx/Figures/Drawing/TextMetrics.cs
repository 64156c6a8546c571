using System.Text;

namespace EphysTx.Figures.Drawing;

/// <summary>
/// Text widths from a table of Helvetica's advance widths (Arial and Liberation Sans share them), so that a layout is the
/// same on every machine, whatever fonts it has.
/// </summary>
internal static class TextMetrics
{
    /// <summary>Distance between two baselines in units of the font size.</summary>
    public const double LineHeight = 1.28;

    // Helvetica, characters 32 to 126, in thousandths of the font size.
    private static ReadOnlySpan<short> Regular =>
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
        556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private static ReadOnlySpan<short> Bold =>
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
        556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611,
        611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    /// <summary>Width in pixels of one line of text.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        double sum = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            sum += Advance(rune, bold);
        }

        return sum * size / 1000;
    }

    /// <summary>
    /// Breaks text into lines no wider than <paramref name="maximum"/>: at spaces, after hyphens, slashes and underscores, and
    /// inside a word only where it is wider than a whole line. Nothing is cut off.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double maximum, bool bold = false)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string piece in Pieces(paragraph))
            {
                if (Width((line + piece).TrimEnd(), size, bold) <= maximum)
                {
                    line += piece;
                    continue;
                }

                if (line.Trim().Length > 0)
                {
                    lines.Add(line.Trim());
                }

                line = BreakWord(piece, size, maximum, bold, lines);
            }

            lines.Add(line.Trim());
        }

        return lines;
    }

    private static string BreakWord(string word, double size, double maximum, bool bold, List<string> lines)
    {
        string rest = "";
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (rest.Length > 0 && Width(rest + rune, size, bold) > maximum && !Rune.IsWhiteSpace(rune))
            {
                lines.Add(rest);
                rest = "";
            }

            rest += rune;
        }

        return rest;
    }

    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            if (text[i] is ' ' or '-' or '/' or '_' && text[i + 1] != ' ')
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static int Advance(Rune rune, bool bold)
    {
        int code = rune.Value;
        return code switch
        {
            >= 32 and <= 126 => (bold ? Bold : Regular)[code - 32],
            '−' or '×' or '±' or '≤' or '≥' or '≈' => 584,
            '·' or '’' or '‘' => 278,
            '…' or '—' or '→' => 1000,
            '°' => 400,
            '²' or '³' or '¹' => 333,
            >= 0x300 and < 0x370 or 0x200B or 0xFEFF => 0,
            < 0x1100 => 611,
            _ => 1000,
        };
    }
}
