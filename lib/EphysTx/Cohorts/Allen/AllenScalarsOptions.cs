namespace EphysTx.Cohorts.Allen;

/// <summary>How the cohort <c>allen-scalars</c> is put together.</summary>
public sealed record AllenScalarsOptions
{
    /// <summary>Where mouse Sncg goes. Default: a class of its own, so that the mouse cohort has five.</summary>
    public SncgPolicy Sncg { get; init; } = SncgPolicy.Keep;

    /// <summary>
    /// Largest part of the cells in which a feature of <c>human-full</c> may be missing, 0 to 1. The default 0.55 leaves 83 of 93 features: it drops the nine
    /// of the chirp protocol, which only 44 % of the cells were given, and <c>adp_v_last_rheo</c>, which 29 % have.
    /// </summary>
    public double MaximumMissing { get; init; } = 0.55;

    /// <summary>
    /// Whether cells stay whose every shared feature is blank (4 mouse and 2 human cells). Default true, as in the published analyses.
    /// </summary>
    public bool KeepCellsWithoutValues { get; init; } = true;
}
