using System.Text;

namespace EphysTx.Workbook.Execution;

/// <summary>Printed text with carriage returns as a terminal shows it: what follows one takes the place of the line before it.</summary>
internal static class OverwrittenLines
{
    /// <summary>Appends printed text and takes out the lines that a carriage return gives up; one before a line feed is part of a line end.</summary>
    /// <param name="kept">The text so far.</param>
    /// <param name="text">What is printed.</param>
    /// <param name="givenUp">The line given up by a carriage return at the very end of the last text; null when there is none.</param>
    /// <returns>The last line that was given up, or null.</returns>
    public static string? Append(StringBuilder kept, ReadOnlySpan<char> text, ref string? givenUp)
    {
        // A line feed after all: it was a line end of Windows, cut in two.
        if (givenUp is not null && text is ['\n', ..])
        {
            kept.Append(givenUp);
        }

        givenUp = null;
        string? last = null;
        while (text.IndexOf('\r') is var at and >= 0)
        {
            kept.Append(text[..at]);
            text = text[(at + 1)..];
            if (text is ['\n', ..])
            {
                continue;
            }

            int start = LineStart(kept);
            last = kept.ToString(start, kept.Length - start);
            kept.Length = start;
            givenUp = text.IsEmpty ? last : null;
        }

        kept.Append(text);
        return last is { Length: > 0 } ? last : null;
    }

    private static int LineStart(StringBuilder text)
    {
        int start = text.Length;
        while (start > 0 && text[start - 1] != '\n')
        {
            start--;
        }

        return start;
    }
}
