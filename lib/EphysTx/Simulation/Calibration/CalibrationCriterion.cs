using EphysTx.Features;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Membrane;
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
        return Measure(parameters.Class, cells, random, own => NeuronSampler.Draw(parameters, NeuronSampler.DrawDonor(own), own), cancellationToken);
    }

    /// <summary>
    /// As <see cref="Measure(ClassParameters, int, long, CancellationToken)"/> with a balanced handful of cells: the median neuron and mirrored pairs about it, so that few
    /// cells have nearly the medians of many.
    /// </summary>
    public static CriterionResult MeasureBalanced(ClassParameters parameters, int pairs, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var random = new SeededRandom(seed);
        var deviations = new Queue<double[]>([new double[NeuronSampler.Deviations]]);
        for (int pair = 0; pair < pairs; pair++)
        {
            double[] z = [.. Enumerable.Range(0, NeuronSampler.Deviations).Select(_ => Math.Clamp(random.NextNormal(), -1.5, 1.5))];
            deviations.Enqueue(z);
            deviations.Enqueue([.. z.Select(one => -one)]);
        }

        return Measure(parameters.Class, deviations.Count, random, _ => NeuronSampler.At(parameters, deviations.Dequeue()), cancellationToken);
    }

    private static CriterionResult Measure(NeuronClass neuronClass, int cells, SeededRandom random, Func<SeededRandom, NeuronParameters> draw, CancellationToken cancellationToken)
    {
        var features = new List<Dictionary<string, double>>();
        for (int cell = 0; cell < cells; cell++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SeededRandom own = random.Fork(cell);
            NeuronParameters neuron = draw(own);
            using Recording recording = RecordingSimulator.Record("calibration", neuron, Short, own, cancellationToken);
            features.Add(RecordingFeatureExtractor.Extract(recording, FeatureOptions.Recommended, cancellationToken).Scalars.ToDictionary(one => one.Name, one => one.Value));
        }

        return Compare(neuronClass, features);
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
