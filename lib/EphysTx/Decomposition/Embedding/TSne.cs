using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// t-distributed stochastic neighbour embedding in two dimensions (van der Maaten and Hinton 2008, J. Mach. Learn. Res. 9:2579),
/// exact over all pairs: meant for up to about 5,000 cells (8 · cells² bytes). Same table, options and seed: same bits,
/// whatever the number of threads.
/// </summary>
public static class TSne
{
    private const int ExaggeratedIterations = 250;
    private const int CheckEvery = 50;
    private const int MostIterationsWithoutProgress = 300;
    private const double SmallestGradient = 1e-7;

    /// <summary>Maps the rows of a table.</summary>
    /// <param name="values">Cells × columns without missing values; columns of comparable scale.</param>
    /// <param name="options">Perplexity and course of the descent.</param>
    /// <param name="seed">Seed of <see cref="TSneStart.Random"/>; the other start needs none.</param>
    /// <param name="progress">Told the share of iterations done, 0 to 1, every 50 iterations.</param>
    /// <param name="cancellation">Ends the descent early with an exception.</param>
    /// <exception cref="EphysTxException">A value is missing, the perplexity does not suit the number of cells, or an option is impossible.</exception>
    public static TSneResult Fit(Matrix values, TSneOptions options, long seed, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(options);
        ComponentTable.ThrowUnlessFinite(values);
        options.Check(values.Rows);
        return Descend(values, options, StartOf(values, options, seed), progress, cancellation);
    }

    internal static TSneResult Descend(Matrix values, TSneOptions options, double[] points, IProgress<double>? progress, CancellationToken cancellation)
    {
        int cells = values.Rows;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellation };
        var forces = new EmbeddingForces(NeighbourProbabilities.Of(values, options.Perplexity, parallel), parallel);
        double rate = options.LearningRate ?? Math.Max(cells / options.EarlyExaggeration / 4, 50);
        var descent = new Descent(points.Length);
        int iteration = 0;
        double best = double.PositiveInfinity;
        int bestIteration = 0;
        while (iteration < options.Iterations)
        {
            bool early = iteration < ExaggeratedIterations;
            if (iteration == ExaggeratedIterations)
            {
                // The later phase minimises another function, so velocity, gains and the best value start anew.
                descent = new Descent(points.Length);
                best = double.PositiveInfinity;
            }

            double exaggeration = early ? options.EarlyExaggeration : 1;
            forces.Gradient(points, exaggeration, descent.Gradient);
            double length = Math.Sqrt(VectorMath.Dot(descent.Gradient, descent.Gradient));
            descent.Step(points, rate, early ? 0.5 : 0.8);
            iteration++;
            if (iteration % CheckEvery != 0)
            {
                continue;
            }

            progress?.Report((double)iteration / options.Iterations);
            double divergence = early ? double.PositiveInfinity : forces.Divergence(points, 1);
            (best, bestIteration) = divergence < best ? (divergence, iteration) : (best, early ? iteration : bestIteration);
            if (!early && (iteration - bestIteration > MostIterationsWithoutProgress || length <= SmallestGradient))
            {
                break;
            }
        }

        var coordinates = new Matrix(cells, 2);
        for (int cell = 0; cell < cells; cell++)
        {
            (coordinates[cell, 0], coordinates[cell, 1]) = (points[cell], points[cells + cell]);
        }

        return new TSneResult(coordinates, forces.Divergence(points, 1), iteration);
    }

    private static double[] StartOf(Matrix values, TSneOptions options, long seed)
    {
        var points = new double[2 * values.Rows];
        if (options.Start == TSneStart.Random)
        {
            var random = new SeededRandom(seed);
            for (int i = 0; i < points.Length; i++)
            {
                points[i] = 1e-4 * random.NextNormal();
            }

            return points;
        }

        Matrix scores = PrincipalComponents.Fit(values, 2).Transform(values);
        scores.Column(0).CopyTo(points, 0);
        scores.Column(1).CopyTo(points, values.Rows);
        double deviation = Math.Sqrt(VectorMath.Dot(points.AsSpan(0, values.Rows), points.AsSpan(0, values.Rows)) / values.Rows);
        VectorMath.Scale(points, 1e-4 / deviation);
        return points;
    }

    /// <summary>Gradient descent with momentum and a gain per coordinate (Jacobs 1988).</summary>
    private sealed class Descent(int length)
    {
        private readonly double[] _velocity = new double[length];
        private readonly double[] _gain = Enumerable.Repeat(1.0, length).ToArray();

        public double[] Gradient { get; } = new double[length];

        public void Step(double[] points, double rate, double momentum)
        {
            for (int i = 0; i < points.Length; i++)
            {
                double gain = _velocity[i] * Gradient[i] < 0 ? _gain[i] + 0.2 : _gain[i] * 0.8;
                _gain[i] = Math.Max(gain, 0.01);
                _velocity[i] = (momentum * _velocity[i]) - (rate * _gain[i] * Gradient[i]);
                points[i] += _velocity[i];
            }
        }
    }
}
