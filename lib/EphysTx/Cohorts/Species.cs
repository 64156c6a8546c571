namespace EphysTx.Cohorts;

/// <summary>The species of a cell's donor.</summary>
public enum Species
{
    /// <summary>Mus musculus; here, visual cortex of transgenic lines (Gouwens et al. 2020).</summary>
    Mouse,

    /// <summary>Homo sapiens; here, neurosurgical neocortex (Lee, Dalley et al. 2023).</summary>
    Human,
}
