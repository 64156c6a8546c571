using System.Text.RegularExpressions;

namespace EphysTx.Tests.Documentation;

/// <summary>
/// One command of a page: <c>VARIABLE=value ephystx words  # exit 1 → file, file = file</c>.
/// </summary>
internal sealed partial record ExampleLine(string Text, (string Name, string Value)[] Settings, string[] Words, int ExitCode, string[] Files, (string One, string Other)[] Equal)
{
    private const string FromCheckout = "dotnet run --project lib/EphysTx.Workbook";

    /// <summary>The command in a line, or null where it holds none.</summary>
    public static ExampleLine? Parse(string line)
    {
        string[] parts = line.Replace(FromCheckout + " --", "ephystx", StringComparison.Ordinal).Replace(FromCheckout, "ephystx", StringComparison.Ordinal).Split(" #", 2);
        List<string> words = [.. Word().Matches(parts[0]).Select(word => word.Value.Trim('"'))];
        var settings = new List<(string, string)>();
        while (words.Count > 0 && Setting().Match(words[0]) is { Success: true } setting)
        {
            settings.Add((setting.Groups[1].Value, setting.Groups[2].Value));
            words.RemoveAt(0);
        }

        if (words is not ["ephystx", ..])
        {
            return null;
        }

        string comment = parts.Length > 1 ? parts[1] : "";
        string[] written = comment.Split('→') is [_, var list] ? list.Split(',', StringSplitOptions.TrimEntries) : [];
        return new ExampleLine(
            line.Trim(),
            [.. settings],
            [.. words.Skip(1)],
            Exit().Match(comment) is { Success: true } exit ? int.Parse(exit.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0,
            [.. written.Where(file => !file.Contains('=', StringComparison.Ordinal))],
            [.. written.Where(file => file.Contains('=', StringComparison.Ordinal)).Select(pair => pair.Split('=', StringSplitOptions.TrimEntries)).Select(pair => (pair[0], pair[1]))]);
    }

    /// <summary>The words with names in place of <c>*</c>, as a shell does it.</summary>
    public string[] Expand(string folder) =>
        [.. Words.SelectMany<string, string>(word => word.Contains('*', StringComparison.Ordinal) ? Directory.GetFiles(folder, word).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal) : (string[])[word])];

    // What stands in double quotes is one word, blanks and all.
    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex("^([A-Z_]+)=(.*)$")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\bexit (\d+)")]
    private static partial Regex Exit();
}
