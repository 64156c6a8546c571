namespace EphysTx.Cohorts.Allen;

/// <summary>From the labels as published to the harmonised subclasses.</summary>
internal static class PublishedLabels
{
    private static readonly string[] MouseNonSubclasses = ["Serpinf1", "Meis2", "L2/3"];

    /// <summary>The subclass of a mouse t-type: its first word. Null where the first word is a published class that is none of the five.</summary>
    /// <param name="tType">For example <c>Vip Gpc3 Slc18a3</c>; not blank.</param>
    /// <param name="firstWord">The first word.</param>
    /// <param name="isKnown">False where the label is none of those published, which means a damaged or foreign file.</param>
    public static string? OfMouse(string tType, out string firstWord, out bool isKnown)
    {
        int end = tType.IndexOf(' ', StringComparison.Ordinal);
        firstWord = end < 0 ? tType : tType[..end];
        bool isSubclass = Subclass.MouseFive.Contains(firstWord);
        isKnown = isSubclass || MouseNonSubclasses.Contains(firstWord);
        return isSubclass ? firstWord : null;
    }

    /// <summary>The subclass of a human revised label; null where the label is none of those published.</summary>
    public static string? OfHuman(string revisedLabel) => revisedLabel switch
    {
        "PVALB" => Subclass.Pvalb,
        "SST" => Subclass.Sst,
        "VIP" => Subclass.Vip,
        "LAMP5/PAX6/Other" => Subclass.Lamp5,
        _ => null,
    };

    /// <summary>A label of any table: one of the subclasses in whatever case, or a published human label, as ours; any other as it is.</summary>
    public static string Harmonised(string label) =>
        Subclass.MouseFive.FirstOrDefault(subclass => subclass.Equals(label, StringComparison.OrdinalIgnoreCase)) ?? OfHuman(label) ?? label;

    public static string KnownMouse { get; } = string.Join(", ", Subclass.MouseFive.Concat(MouseNonSubclasses));

    public static string KnownHuman { get; } = "PVALB, SST, VIP, LAMP5/PAX6/Other";
}
