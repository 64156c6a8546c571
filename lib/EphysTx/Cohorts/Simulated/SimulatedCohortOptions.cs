namespace EphysTx.Cohorts.Simulated;

/// <summary>How the cohort <c>simulated</c> is made.</summary>
public sealed record SimulatedCohortOptions
{
    /// <summary>Number of mouse cells, at least 5; classes have the shares of the real tables.</summary>
    public int MouseCells { get; init; } = 600;

    /// <summary>Number of human cells, at least 4.</summary>
    public int HumanCells { get; init; } = 200;

    /// <summary>Mean number of cells per donor, at least 1. The real tables have 6 in mouse and 5 in human over all classes.</summary>
    public double CellsPerDonor { get; init; } = 5;

    /// <summary>Share of cells without ramp, 0 to 1.</summary>
    public double WithoutRamp { get; init; } = 0.06;

    /// <summary>Share of cells without short squares, 0 to 1.</summary>
    public double WithoutShortSquares { get; init; } = 0.03;

    /// <summary>Cells at once; null for all processors. The result does not depend on it.</summary>
    public int? Workers { get; init; }
}
