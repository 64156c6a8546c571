namespace EphysTx.Cohorts;

/// <summary>The transcriptomic subclasses of cortical GABAergic interneurons that a cohort may carry, and their fixed order.</summary>
public static class Subclass
{
    /// <summary>Lamp5 (in human with Pax6 and others).</summary>
    public const string Lamp5 = "Lamp5";

    /// <summary>Parvalbumin.</summary>
    public const string Pvalb = "Pvalb";

    /// <summary>Synuclein gamma; a subclass of its own in mouse only.</summary>
    public const string Sncg = "Sncg";

    /// <summary>Somatostatin.</summary>
    public const string Sst = "Sst";

    /// <summary>Vasoactive intestinal peptide.</summary>
    public const string Vip = "Vip";

    /// <summary>The five classes of the mouse experiments, in alphabetical order.</summary>
    public static IReadOnlyList<string> MouseFive { get; } = [Lamp5, Pvalb, Sncg, Sst, Vip];

    /// <summary>The four classes that both species share, in alphabetical order.</summary>
    public static IReadOnlyList<string> SharedFour { get; } = [Lamp5, Pvalb, Sst, Vip];
}
