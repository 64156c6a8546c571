namespace EphysTx.Storage;

/// <summary>Identifiers as they come out of spreadsheets and data frames.</summary>
internal static class Identifier
{
    /// <summary>
    /// Takes the fraction of zeros from a whole number stored as floating point. Text that is no number stays as it is.
    /// </summary>
    /// <returns>The identifier, or null where digits may be lost: a fraction other than zero, or scientific notation.</returns>
    public static string? Normalize(string text)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (digits == 0 || digits == text.Length)
        {
            return text;
        }

        ReadOnlySpan<char> rest = text.AsSpan(digits);
        if (rest[0] == '.' && !rest[1..].ContainsAnyExceptInRange('0', '9'))
        {
            return rest[1..].ContainsAnyExcept('0') ? null : text[..digits];
        }

        bool isScientific = double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
        return isScientific ? null : text;
    }
}
