namespace EphysTx.Cohorts;

/// <summary>One column of a cohort's feature table.</summary>
/// <param name="Name">Unique name within the cohort, for example <c>input_resistance</c>.</param>
/// <param name="Family">Name of the family (named block of columns) it belongs to.</param>
/// <param name="Unit">Unit as printed on axes: mV, s, pA, MΩ, Hz; empty for a pure number.</param>
/// <param name="Description">What is measured, in one sentence.</param>
public sealed record FeatureDefinition(string Name, string Family, string Unit, string Description);

/// <summary>A named block of neighbouring feature columns: one protocol or one aspect of the recording.</summary>
/// <param name="Name">Name of the family, for example <c>subthreshold</c>.</param>
/// <param name="Columns">Indices of its columns in the cohort's feature table, ascending; families may differ in width.</param>
public sealed record FeatureFamily(string Name, IReadOnlyList<int> Columns);
