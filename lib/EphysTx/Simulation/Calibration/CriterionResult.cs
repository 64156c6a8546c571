using EphysTx.Simulation.Populations;

namespace EphysTx.Simulation.Calibration;

/// <summary>One feature of a simulated class against the real one.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="Simulated">Median over the simulated cells that have it; NaN when none has.</param>
/// <param name="Missing">Share of simulated cells without it, 0 to 1.</param>
/// <param name="Real">Real quartiles.</param>
public sealed record CriterionFeature(string Feature, double Simulated, double Missing, Quartiles Real)
{
    /// <summary>Whether the simulated median lies within the real interquartile range.</summary>
    public bool Holds => Real.Hold(Simulated);

    /// <summary>Distance from the real median: 1 is a quartile.</summary>
    public double Distance => Math.Abs(Simulated - Real.Median) / (Simulated > Real.Median ? Real.Upper - Real.Median : Real.Median - Real.Lower);
}

/// <summary>The calibration criterion of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Features">Its ten features.</param>
public sealed record CriterionResult(NeuronClass Class, IReadOnlyList<CriterionFeature> Features)
{
    /// <summary>How many of the features hold.</summary>
    public int Held => Features.Count(feature => feature.Holds);
}
