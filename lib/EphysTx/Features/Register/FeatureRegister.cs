using System.Text;

namespace EphysTx.Features.Register;

/// <summary>Every feature that this library computes, with unit, window, definition, source and failure reasons. The page docs/features.md is made from it.</summary>
public static class FeatureRegister
{
    /// <summary>All entries: the families in their order, then the scalars in theirs.</summary>
    public static IReadOnlyList<FeatureEntry> Entries { get; } = [.. FamilyEntries.All, .. ScalarEntries.All];

    /// <summary>The entry of a feature.</summary>
    /// <exception cref="EphysTxException">There is none of this name.</exception>
    public static FeatureEntry Get(string name) => Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new EphysTxException($"There is no feature '{name}' in the register; docs/features.md lists all of them.");

    /// <summary>The register as the page docs/features.md.</summary>
    public static string ToMarkdown()
    {
        StringBuilder page = new();
        page.Append(
            """
            # Features

            Every feature that the library computes from a recording. This page is made from the register in
            `lib/EphysTx/Features/Register`; a test fails when the two differ.

            Windows: S is the onset and E the end of the stimulus on the sweep's clock, which starts 0.5 s before the onset. With the preset
            `paper` S and E are those of the first sweep of the protocol and E is the last sample that is on; with `recommended` they are each
            sweep's own and E is the time at which the stimulus is off again. "First spike" is the first whose peak lies in the window.

            """);
        foreach ((FeatureKind kind, string title) in new[] { (FeatureKind.Family, "Families"), (FeatureKind.Scalar, "Scalars") })
        {
            page.Append("\n## ").Append(title).Append("\n\n| name | unit | window | definition | source | missing when |\n|---|---|---|---|---|---|\n");
            foreach (FeatureEntry entry in Entries.Where(entry => entry.Kind == kind))
            {
                page.Append("| `").Append(entry.Name).Append("` | ").Append(entry.Unit).Append(" | ").Append(entry.Window).Append(" | ")
                    .Append(entry.Definition).Append(" | ").Append(entry.Source).Append(" | ").AppendJoin(", ", entry.Failures).Append(" |\n");
            }
        }

        page.Append("\n## Presets\n\n").Append(PresetNotes.Text);
        return page.ToString();
    }
}
