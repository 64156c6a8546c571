using EphysTx.Numerics;
using EphysTx.Simulation.Populations;

namespace EphysTx.Simulation.Calibration;

/// <summary>Settings of <see cref="ParameterSearch"/>.</summary>
public sealed record ParameterSearchOptions
{
    /// <summary>Rounds.</summary>
    public int Generations { get; init; } = 18;

    /// <summary>Candidates a round.</summary>
    public int Candidates { get; init; } = 20;

    /// <summary>Candidates that the next round is drawn around.</summary>
    public int Elite { get; init; } = 4;

    /// <summary>Mirrored pairs of cells that a candidate is judged by, besides the median cell; the same random numbers for every candidate.</summary>
    public int Pairs { get; init; } = 1;

    /// <summary>The search ends once the loss is below this.</summary>
    public double Enough { get; init; } = 1;

    /// <summary>Spread of the first round, in the units of <see cref="ClassParameters.ToVector"/>.</summary>
    public double Spread { get; init; } = 0.5;

    /// <summary>Largest contribution of one median to the loss: a median that cannot be reached shall not rule the search, one that can be shall not lie on a plateau.</summary>
    public double Cap { get; init; } = 9;

    /// <summary>Seed of candidates and cells.</summary>
    public long Seed { get; init; } = 7;
}

/// <summary>
/// Searches the parameters of a class by the cross-entropy method (Rubinstein and Kroese 2004): candidates are drawn around a mean, the best ones
/// give the next mean and spread. The three passive factors are corrected directly by what was measured. The loss is the capped squared distance of the ten
/// medians from the real ones in units of quartiles.
/// </summary>
public static class ParameterSearch
{
    private const int Passive = 3;

    /// <summary>The best parameters found, and their loss.</summary>
    /// <param name="start">Where to start.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Told the loss after each round.</param>
    /// <param name="cancellationToken">Stops between cells.</param>
    public static (ClassParameters Parameters, double Loss) Run(
        ClassParameters start, ParameterSearchOptions options, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(options);
        var random = new SeededRandom(options.Seed);
        double[] mean = start.ToVector();
        double[] spread = [.. mean.Select((_, k) => k < Passive ? 0 : options.Spread)];
        (ClassParameters Parameters, double Loss) best = (start, double.PositiveInfinity);
        for (int generation = 0; generation < options.Generations; generation++)
        {
            var judged = new List<(double[] X, CriterionResult Result, double Loss)>();
            for (int candidate = 0; candidate < options.Candidates; candidate++)
            {
                double[] x = [.. mean.Select((m, k) => candidate == 0 ? m : m + (spread[k] * random.NextNormal()))];
                CriterionResult result = CalibrationCriterion.MeasureBalanced(ClassParameters.FromVector(start.Class, x), options.Pairs, options.Seed, cancellationToken);
                judged.Add((x, result, Loss(result, options)));
            }

            var elite = judged.OrderBy(one => one.Loss).Take(options.Elite).ToList();
            if (elite[0].Loss < best.Loss)
            {
                best = (ClassParameters.FromVector(start.Class, elite[0].X), elite[0].Loss);
            }

            for (int k = Passive; k < mean.Length; k++)
            {
                double centre = elite.Average(one => one.X[k]);
                double deviation = Math.Sqrt(elite.Average(one => (one.X[k] - centre) * (one.X[k] - centre)));
                mean[k] = centre;
                spread[k] = Math.Max((0.5 * spread[k]) + (0.6 * deviation), 0.02);
            }

            for (int k = 0; k < Passive; k++)
            {
                CriterionFeature feature = elite[0].Result.Features[k];
                double step = 0.7 * Math.Log(feature.Real.Median / Math.Max(feature.Simulated, 0.05 * feature.Real.Median));
                mean[k] = double.IsFinite(step) ? Math.Clamp(elite[0].X[k] + step, -1.5, 1.5) : mean[k];
            }

            progress?.Report(FormattableString.Invariant($"{start.Class}: round {generation + 1}, best {best.Loss:0.00}, now {elite[0].Loss:0.00}, held {elite[0].Result.Held}"));
            if (best.Loss < options.Enough)
            {
                break;
            }
        }

        return best;
    }

    private static double Loss(CriterionResult result, ParameterSearchOptions options) => result.Features.Sum(feature =>
        (double.IsFinite(feature.Distance) ? Math.Min(feature.Distance * feature.Distance, options.Cap) : options.Cap + 3) + (4 * feature.Missing));
}
