using System.Runtime.Intrinsics;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Gradient boosting on binned features (Ke et al. 2017, LightGBM): Newton steps on the cross-entropy, trees that grow where
/// the gain is largest, and a learned direction for missing values. Settings and semantics are those of scikit-learn's
/// <c>HistGradientBoostingClassifier</c>; nothing is standardised or filled. The seed decides the inner validation part
/// of early stopping, and has no effect without it.
/// </summary>
/// <param name="Options">The settings.</param>
public sealed record HistogramBoostingTrainer(HistogramBoostingOptions Options) : IDonorGroupedTrainer
{
    // A lower loss by less than this, per unit of weight, is none.
    private const double Improvement = 1e-7;

    /// <summary>A trainer with the default settings.</summary>
    public HistogramBoostingTrainer()
        : this(new HistogramBoostingOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => "histogram boosting";

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    /// <exception cref="ArgumentException">As above, or an option is out of its range.</exception>
    public HistogramBoosting Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <inheritdoc cref="IDonorGroupedTrainer.Fit"/>
    /// <exception cref="ArgumentException">As above, or an option is out of its range.</exception>
    public HistogramBoosting Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
    {
        Options.Check();
        var classes = new PresentClasses(TabularInput.CheckTraining(features, labels, classCount));
        if (Options.EarlyStoppingRounds is null)
        {
            return Boost(features, labels, classes, null, cancellationToken);
        }

        Split inner = Splits.HoldOut(
            classes.Encode(labels), donors, donors is null ? SplitProtocol.Paper : SplitProtocol.Donor, seed, Options.ValidationFraction, SmallClasses.Spread);
        return Boost(features, labels, classes, inner, cancellationToken);
    }

    ITabularClassifier ITabularTrainer.Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    ITabularClassifier IDonorGroupedTrainer.Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, donors, seed, cancellationToken);

    private HistogramBoosting Boost(Matrix features, int[] labels, PresentClasses classes, Split? inner, CancellationToken cancellationToken)
    {
        int[] codes = classes.Encode(labels);
        double[] weights = classes.Weights(Options.ClassWeighting);
        var loss = new BoostingLoss(classes.Count);
        Validation? validation = inner is null ? null : new Validation(features.SelectRows(inner.Test), Array.ConvertAll(inner.Test, row => codes[row]));
        if (inner is not null)
        {
            features = features.SelectRows(inner.Train);
            codes = Array.ConvertAll(inner.Train, row => codes[row]);
            if (codes.Distinct().Count() < classes.Count)
            {
                throw new EphysTxException("A class is too small to be in both parts of early stopping; leave early stopping out, or the class.");
            }
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        cancellationToken.ThrowIfCancellationRequested();
        BinnedColumns binned = BinnedColumns.From(features, Options.MaxBins);
        BoostedTreeGrower[] growers = Enumerable.Range(0, loss.Scores).Select(_ => new BoostedTreeGrower(binned, Options)).ToArray();
        Vector128<double>[][] pairs = Array.ConvertAll(growers, grower => grower.Pairs);
        double[] start = loss.Start(codes, weights);
        double[][] scores = Array.ConvertAll(start, value => Filled(codes.Length, value));
        validation?.Begin(start, loss, weights);
        var rounds = new List<BoostedTree[]>();
        while (rounds.Count < Options.Rounds && !(validation?.IsOver(rounds.Count, Options.EarlyStoppingRounds!.Value) ?? false))
        {
            loss.Gradients(scores, codes, weights, pairs);
            var trees = new BoostedTree[growers.Length];
            Parallel.For(0, trees.Length, parallel, s => trees[s] = growers[s].Grow(scores[s]));
            rounds.Add(trees);
            validation?.Add(trees, rounds.Count, loss, weights);
        }

        return new HistogramBoosting(classes, features.Columns, start, [.. rounds.Take(validation?.BestRounds ?? rounds.Count)]);
    }

    private static double[] Filled(int length, double value)
    {
        var result = new double[length];
        Array.Fill(result, value);
        return result;
    }

    /// <summary>The inner validation part of early stopping.</summary>
    private sealed class Validation(Matrix features, int[] codes)
    {
        private double[][] _scores = [];
        private double _best;
        private double _improvement;

        public int BestRounds { get; private set; }

        public void Begin(double[] start, BoostingLoss loss, double[] weights)
        {
            _scores = Array.ConvertAll(start, value => Filled(codes.Length, value));
            _best = loss.Of(_scores, codes, weights);
            _improvement = Improvement * codes.Sum(code => weights[code]);
        }

        public bool IsOver(int rounds, int patience) => rounds - BestRounds >= patience;

        public void Add(BoostedTree[] trees, int rounds, BoostingLoss loss, double[] weights)
        {
            for (int s = 0; s < trees.Length; s++)
            {
                for (int row = 0; row < codes.Length; row++)
                {
                    _scores[s][row] += trees[s].ValueOf(features.Row(row));
                }
            }

            double now = loss.Of(_scores, codes, weights);
            if (now < _best - _improvement)
            {
                (_best, BestRounds) = (now, rounds);
            }
        }
    }
}
