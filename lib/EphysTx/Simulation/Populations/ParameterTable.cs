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
        [new("mouse", "Lamp5")] = [0.0668, 0.0664, 0.5687, 3.4218, 1.0267, 1.9342, 0.2505, -2.3858, -5.5772, 0.5803, -0.3505, 4.2095, 6.1846],
        [new("mouse", "Vip")] = [0.1012, 0.1033, 0.8667, 4.0896, 1.8329, 3.638, -2.7194, -1.6691, -5.7293, 0.4506, -0.1698, 3.8816, 6.8799],
        [new("mouse", "Pvalb")] = [0.0089, 0.0423, 0.4816, 3.8228, 1.5263, 4.9162, -1.5395, -2.6738, -5.1426, 0.7684, 1.8043, 3.3782, 6.1606],
        [new("human", "Lamp5")] = [0.1521, 0.1585, 0.8422, 3.3021, 1.5072, 3.0785, -1.2489, -1.972, -5.8462, 0.5614, 0.0141, 4.4525, 5.9035],
        [new("mouse", "Sncg")] = [0.1655, 0.154, 1.1671, 3.9392, 1.4809, 3.3991, -1.2392, -1.8035, -5.4248, 0.186, 0.3586, 3.9754, 7.2383],
        [new("human", "Pvalb")] = [0.2824, 0.3215, 0.5993, 3.5966, 0.7491, 4.6215, -1.0941, -2.3871, -5.42, 0.7742, 1.1347, 3.5972, 6.4507],
        [new("human", "Sst")] = [0.7044, 0.7868, 0.8913, 3.3378, 1.5302, 3.1966, -1.4157, -2.8477, -5.7199, 0.6886, 0.0169, 4.2311, 7.0546],
        [new("mouse", "Sst")] = [0.1504, 0.1439, 1.0763, 6.2971, 1.7034, 5.725, -1.7058, -1.9655, -5.0394, -0.0324, 1.4493, 4.0959, 6.8745],
        [new("human", "Vip")] = [0.278, 0.2957, 0.941, 2.8788, 1.322, 2.3627, -1.7028, -2.5167, -5.4929, -0.179, 0.6466, 4.0711, 6.9535],
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
