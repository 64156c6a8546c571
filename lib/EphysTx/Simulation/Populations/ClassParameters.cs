using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Populations;

/// <summary>Parameters from which the neurons of one class are drawn.</summary>
/// <param name="Class">The class.</param>
/// <param name="ResistanceFactor">
/// Input resistance put into <see cref="PassiveSolution"/> over the one measured afterwards, which differs because gates move while the membrane charges.
/// </param>
/// <param name="TimeFactor">The same for the time constant.</param>
/// <param name="SagFactor">The same for sag.</param>
/// <param name="Active">Median active parameters.</param>
public sealed record ClassParameters(NeuronClass Class, double ResistanceFactor, double TimeFactor, double SagFactor, ActiveParameters Active)
{
    /// <summary>Number of entries of <see cref="ToVector"/>.</summary>
    public const int Length = 13;

    /// <summary>The parameters as a vector for searching: logarithms of the positive ones, the shift in units of 10 mV.</summary>
    public double[] ToVector() =>
    [
        Math.Log(ResistanceFactor), Math.Log(TimeFactor), Math.Log(SagFactor), Math.Log(Active.Sodium), Math.Log(Active.Potassium), Math.Log(Active.Kv3), Math.Log(Active.A),
        Math.Log(Active.M), Active.ThresholdShift / 10, Math.Log(Active.InactivationSpeed), Math.Log(Active.PotassiumSpeed), Math.Log(Active.ATime), Math.Log(Active.MTime),
    ];

    /// <summary>The inverse of <see cref="ToVector"/>.</summary>
    public static ClassParameters FromVector(NeuronClass neuronClass, ReadOnlySpan<double> x) => new(
        neuronClass,
        Math.Exp(x[0]),
        Math.Exp(x[1]),
        Math.Exp(x[2]),
        new ActiveParameters
        {
            Sodium = Math.Exp(x[3]),
            Potassium = Math.Exp(x[4]),
            Kv3 = Math.Exp(x[5]),
            A = Math.Exp(x[6]),
            M = Math.Exp(x[7]),
            ThresholdShift = 10 * x[8],
            InactivationSpeed = Math.Exp(x[9]),
            PotassiumSpeed = Math.Exp(x[10]),
            ATime = Math.Exp(x[11]),
            MTime = Math.Exp(x[12]),
        });
}
