namespace EphysTx.Sequence;

/// <summary>What becomes of values and families that were not recorded.</summary>
public enum MissingPolicy
{
    /// <summary>
    /// As the paper: a missing value is 0 before standardisation, counts in mean and deviation, and is fed like a measured
    /// one (it then is an extreme value). Padding likewise.
    /// </summary>
    Zeros,

    /// <summary>
    /// Means and deviations are over recorded values only. A missing value inside a family is 0 after standardisation (the
    /// training mean); with <see cref="InputMode.PaddedLayerNorm"/> neither it nor padding counts in the row's normalisation.
    /// A missing family carries no value into its step and has no weight in attention and mean pooling.
    /// </summary>
    Masked,
}
