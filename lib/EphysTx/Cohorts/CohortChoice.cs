namespace EphysTx.Cohorts;

/// <summary>The cohort that is taken where nobody named one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Why">A sentence that says so and why.</param>
public sealed record CohortChoice(string Name, string Why);
