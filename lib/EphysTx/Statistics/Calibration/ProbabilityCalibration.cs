using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// From a model's probabilities to such that mean what they say: isotonic where there are cells enough to find its many steps, else one temperature.
/// </summary>
/// <param name="Temperature">The temperature; null where isotonic.</param>
/// <param name="Isotonic">The regressions; null where a temperature.</param>
public sealed record ProbabilityCalibration(TemperatureScaling? Temperature, IsotonicCalibration? Isotonic)
{
    /// <summary>Calibration cells from which on it is isotonic. With fewer, isotonic regression follows chance.</summary>
    public const int EnoughForIsotonic = 1000;

    /// <summary>In words.</summary>
    public string Name => Temperature is { } scaling ? FormattableString.Invariant($"temperature {scaling.Temperature:0.000}") : "isotonic, one class against the rest";

    /// <summary>Fits on predictions for cells (and donors) that the model has not seen.</summary>
    /// <inheritdoc cref="TemperatureScaling.Fit"/>
    public static ProbabilityCalibration Fit(int[] truth, Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(truth);
        return truth.Length >= EnoughForIsotonic
            ? new ProbabilityCalibration(null, IsotonicCalibration.Fit(truth, probabilities))
            : new ProbabilityCalibration(TemperatureScaling.Fit(truth, probabilities), null);
    }

    /// <summary>The calibrated probabilities; rows add up to 1.</summary>
    public Matrix Apply(Matrix probabilities) =>
        Temperature?.Apply(probabilities) ?? Isotonic?.Apply(probabilities) ?? throw new InvalidOperationException("A calibration is a temperature or isotonic.");
}
