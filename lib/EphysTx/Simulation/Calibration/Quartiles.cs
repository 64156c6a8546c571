namespace EphysTx.Simulation.Calibration;

/// <summary>Quartiles of a feature in the feature's unit.</summary>
/// <param name="Lower">25 %.</param>
/// <param name="Median">50 %.</param>
/// <param name="Upper">75 %.</param>
public readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>Whether a value lies within the interquartile range, both ends included.</summary>
    public bool Hold(double value) => value >= Lower && value <= Upper;
}
