using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>All fits behind a trained model, side by side: one for each inner fold of each outer fold, one for each outer fold and its forest, and the final one.</summary>
internal sealed class NestedValidation(Cohort cohort, ITabularTrainer trainer, TrainingOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
{
    private readonly DonorGroups _donors = cohort.Donors;
    private readonly int _classes = cohort.Classes.Length;
    private Split[] _outer = [];
    private Matrix[] _inner = [];
    private Matrix? _forest;
    private int _done;

    /// <summary>Raw probabilities of each cell from a model that has not seen its donor.</summary>
    public Matrix Raw { get; } = new(cohort.Cells.Count, cohort.Classes.Length);

    /// <summary>The model of all cells.</summary>
    public ITabularClassifier Final { get; private set; } = null!;

    public void Run()
    {
        _outer = Splits.KFold(cohort.Labels, _donors, options.OuterFolds, SplitProtocol.Donor, options.Seed, SmallClasses.Spread);
        Split[][] inner = [.. _outer.Select(split => Splits.Inner(split, cohort.Labels, _donors, options.InnerFolds, SplitProtocol.Donor, SmallClasses.Spread))];
        _inner = [.. _outer.Select(_ => new Matrix(cohort.Cells.Count, _classes))];
        _forest = new Matrix(cohort.Cells.Count, _classes);
        var forest = new RandomForestTrainer(new RandomForestOptions { TreeCount = options.ForestTrees, MaxDegreeOfParallelism = 1 });
        var jobs = new List<Action> { () => Final = Fit(trainer, [.. Enumerable.Range(0, cohort.Cells.Count)], options.Seed) };
        for (int k = 0; k < _outer.Length; k++)
        {
            int fold = k;
            jobs.Add(() => Predict(trainer, _outer[fold], Raw));
            jobs.Add(() => Predict(forest, _outer[fold], _forest));
            jobs.AddRange(inner[fold].Select(split => (Action)(() => Predict(trainer, split, _inner[fold]))));
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken };
        Parallel.For(0, jobs.Count, parallel, job =>
        {
            jobs[job]();
            progress?.Report((double)Interlocked.Increment(ref _done) / jobs.Count);
        });
    }

    public ModelEvaluation Evaluate()
    {
        var calibrated = new Matrix(Raw.Rows, _classes);
        var sets = options.Levels.Select(_ => new int[Raw.Rows][]).ToArray();
        for (int fold = 0; fold < _outer.Length; fold++)
        {
            int[] train = _outer[fold].Train, test = _outer[fold].Test;
            int[] truth = Of(train);
            Matrix raw = _inner[fold].SelectRows(train);
            var calibration = ProbabilityCalibration.Fit(truth, raw);
            Matrix known = calibration.Apply(raw), unseen = calibration.Apply(Raw.SelectRows(test));
            int[][][] ofLevels = [.. options.Levels.Select(level => ConformalSets.Calibrate(truth, known, _donors.Select(train), level).SetsOf(unseen))];
            for (int i = 0; i < test.Length; i++)
            {
                unseen.Row(i).CopyTo(calibrated.Row(test[i]));
                for (int level = 0; level < sets.Length; level++)
                {
                    sets[level][test[i]] = ofLevels[level][i];
                }
            }
        }

        ClassificationReport report = ClassificationReport.From(cohort.Labels, calibrated, cohort.Classes);
        ReliabilityTable reliability = ReliabilityTable.OfLabels(cohort.Labels, calibrated);
        CoverageCurve curve = CoverageCurve.Of(cohort.Labels, calibrated);
        int[] byForest = ProbabilityScores.MostProbable(_forest!);
        return new ModelEvaluation
        {
            Folds = options.OuterFolds,
            Accuracy = Interval(report.Predicted, confusion => confusion.Accuracy),
            MacroF1 = Interval(report.Predicted, confusion => confusion.MacroF1),
            ForestAccuracy = Interval(byForest, confusion => confusion.Accuracy),
            ForestMacroF1 = Interval(byForest, confusion => confusion.MacroF1),
            PerClass = report.PerClass,
            LogLoss = report.LogLoss!.Value,
            Brier = report.Brier!.Value,
            RawCalibrationError = ReliabilityTable.OfLabels(cohort.Labels, Raw).ExpectedCalibrationError,
            CalibrationError = reliability.ExpectedCalibrationError,
            Reliability = reliability.Bins,
            Coverage = [.. options.Levels.Select((level, i) => ConformalCoverage.Of(level, cohort.Labels, sets[i], _donors, _classes))],
            CoverageCurve = [.. Enumerable.Range(1, 10).Select(tenth => curve.Points.First(point => point.Coverage >= (tenth / 10.0) - 1e-12))],
        };
    }

    private MeasuredInterval Interval(int[] predicted, Func<ConfusionMatrix, double> metric) => MeasuredInterval.Of(DonorBootstrap.Interval(
        cohort.Labels, predicted, _classes, _donors, metric, new BootstrapOptions { Seed = options.Seed, Resamples = options.Resamples, Workers = options.Workers }));

    private ITabularClassifier Fit(ITabularTrainer kind, int[] rows, long seed) =>
        kind.FitGrouped(cohort.Values.SelectRows(rows), Of(rows), _classes, _donors.Select(rows), seed, cancellationToken);

    private void Predict(ITabularTrainer kind, Split split, Matrix target)
    {
        Matrix probabilities = Fit(kind, split.Train, split.Seed).PredictProbabilities(cohort.Values.SelectRows(split.Test));
        for (int i = 0; i < split.Test.Length; i++)
        {
            probabilities.Row(i).CopyTo(target.Row(split.Test[i]));
        }
    }

    private int[] Of(int[] rows) => Array.ConvertAll(rows, row => cohort.Labels[row]);
}
