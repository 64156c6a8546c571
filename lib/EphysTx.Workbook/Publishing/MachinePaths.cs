using System.Text.RegularExpressions;

namespace EphysTx.Workbook.Publishing;

/// <summary>Finds paths of the machine that something was made on; they mean nothing to a reader and tell who made it.</summary>
internal static partial class MachinePaths
{
    /// <summary>The first such path in a text, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folders">Folders of this machine that must not be named, such as the checkout.</param>
    public static string? Find(string text, IEnumerable<string> folders) =>
        folders.FirstOrDefault(folder => folder.Length > 1 && (text.Contains(folder, StringComparison.Ordinal) || text.Contains(folder.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal)))
        ?? (Usual().Match(text) is { Success: true } match ? match.Value : null);

    [GeneratedRegex(@"(?<![\w.:/~-])/(home|root|tmp|Users|private|mnt|workspaces?)/[\w.-]+|\b[A-Za-z]:(\\+|/)Users(\\+|/)[\w.-]+")]
    private static partial Regex Usual();
}
