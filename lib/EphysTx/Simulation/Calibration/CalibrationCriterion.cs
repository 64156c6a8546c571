using EphysTx.Features;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Populations;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Simulation.Calibration;

/// <summary>Measures simulated cells of a class against the real quartiles, voltage first: through the same features as real recordings.</summary>
public static class CalibrationCriterion
{
    private static readonly ProtocolOptions Short = new() { Hyperpolarising = [-110, -50], AboveRheobase = [0, 40], ShortSquares = 0, Ramp = false };

    /// <summary>Simulates cells of a class, each with a donor of its own, and compares medians.</summary>
    /// <param name="parameters">The class.</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="seed">Seed of cells and noise.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    public static CriterionResult Measure(ClassParameters parameters, int cells, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var random = new SeededRandom(seed);
        var features = new List<Dictionary<string, double>>();
        for (int cell = 0; cell < cells; cell++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SeededRandom own = random.Fork(cell);
            var neuron = NeuronSampler.Draw(parameters, NeuronSampler.DrawDonor(own), own);
            using Recording recording = RecordingSimulator.Record("calibration", neuron, Short, own, cancellationToken);
            features.Add(RecordingFeatureExtractor.Extract(recording, FeatureOptions.Recommended, cancellationToken).Scalars.ToDictionary(one => one.Name, one => one.Value));
        }

        return Compare(parameters.Class, features);
    }

    /// <summary>Compares the medians of given cells.</summary>
    /// <param name="neuronClass">Their class.</param>
    /// <param name="cells">Per cell its features; a missing one is absent or NaN.</param>
    public static CriterionResult Compare(NeuronClass neuronClass, IReadOnlyList<Dictionary<string, double>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        RealQuartiles real = RealQuartiles.Of(neuronClass);
        return new CriterionResult(neuronClass, [.. RealQuartiles.Criterion.Select(name =>
        {
            double[] values = [.. cells.Select(cell => cell.GetValueOrDefault(name, double.NaN)).Where(double.IsFinite).Order()];
            double median = values.Length == 0 ? double.NaN : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
            return new CriterionFeature(name, median, 1 - ((double)values.Length / cells.Count), real[name]);
        })]);
    }
}
