namespace EphysTx.Cohorts;

/// <summary>Why a value is missing. A missing value is <see cref="double.NaN"/> with one of these reasons, never zero.</summary>
public enum MissingReason : byte
{
    /// <summary>The value is present.</summary>
    Present = 0,

    /// <summary>The source leaves the value blank and does not say why.</summary>
    NotReported,

    /// <summary>Every value of the family is blank in the source: the protocol was not run, or gave no spike.</summary>
    FamilyNotReported,

    /// <summary>The sweep has too few spikes for the measure (an interval needs two, an adaptation index more).</summary>
    TooFewSpikes,

    /// <summary>The definition divides by zero or by a missing value.</summary>
    Undefined,
}
