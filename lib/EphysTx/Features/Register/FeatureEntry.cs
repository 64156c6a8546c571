using EphysTx.Recordings;

namespace EphysTx.Features.Register;

/// <summary>Whether a feature is one number or a family of them.</summary>
public enum FeatureKind
{
    /// <summary>A family: a vector over time, an interval or a step.</summary>
    Family,

    /// <summary>One number.</summary>
    Scalar,
}

/// <summary>What the register says about a feature.</summary>
/// <param name="Name">Its name, as in tables and files.</param>
/// <param name="Kind">Family or scalar.</param>
/// <param name="Unit">Unit of its values; "1" for a pure number.</param>
/// <param name="Window">Sweeps and stretch of time it is taken from.</param>
/// <param name="Definition">What is measured.</param>
/// <param name="Source">Where the definition comes from.</param>
/// <param name="Failures">Every reason for which it can be missing while the recording as a whole succeeds.</param>
public sealed record FeatureEntry(
    string Name, FeatureKind Kind, string Unit, string Window, string Definition, string Source, IReadOnlyList<FailureReason> Failures);
