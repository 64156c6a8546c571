using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>
/// All fits behind a trained model, side by side: for each candidate one for each inner fold of each outer fold and one for each outer fold, the forest of each outer fold, and then the final one.
/// </summary>
internal sealed class NestedValidation(
    Cohort cohort, IReadOnlyList<ModelCandidate> candidates, TrainingOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
{
    private readonly DonorGroups _donors = cohort.Donors;
    private readonly int _classes = cohort.Classes.Length;
    private readonly string[] _types = [.. cohort.Cells.Select(cell => cell.Annotation(CohortCell.TranscriptomicType))];
    private Split[] _outer = [];

    // Held-out probabilities: by candidate, and by outer fold and candidate.
    private Matrix[] _raw = [];
    private Matrix[][] _inner = [];
    private int[] _choices = [];
    private Matrix? _forest;
    private int _done;

    /// <summary>The candidate that is best on the outer folds.</summary>
    public int Chosen { get; private set; }

    /// <summary>Raw probabilities of each cell from a model of the chosen candidate that has not seen its donor.</summary>
    public Matrix Raw => _raw[Chosen];

    /// <summary>The chosen model of all cells.</summary>
    public ITabularClassifier Final { get; private set; } = null!;

    public void Run(bool evaluates)
    {
        _outer = Splits.KFold(cohort.Labels, _donors, options.OuterFolds, SplitProtocol.Donor, options.Seed, SmallClasses.Spread);
        Split[][] inner = [.. _outer.Select(split => Splits.Inner(split, cohort.Labels, _donors, options.InnerFolds, SplitProtocol.Donor, SmallClasses.Spread))];
        _raw = [.. candidates.Select(_ => Blank())];
        _inner = [.. _outer.Select(_ => candidates.Select(_ => Blank()).ToArray())];
        _forest = Blank();
        var forest = new RandomForestTrainer(new RandomForestOptions { TreeCount = options.ForestTrees, MaxDegreeOfParallelism = 1 });
        var jobs = new List<Action>();
        for (int k = 0; k < _outer.Length; k++)
        {
            int fold = k;
            if (evaluates)
            {
                jobs.Add(() => Predict(forest, _outer[fold], _forest));
            }

            for (int c = 0; c < candidates.Count; c++)
            {
                int candidate = c;
                jobs.Add(() => Predict(candidates[candidate].Trainer, _outer[fold], _raw[candidate]));
                jobs.AddRange((evaluates ? inner[fold] : []).Select(split => (Action)(() => Predict(candidates[candidate].Trainer, split, _inner[fold][candidate]))));
            }
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken };
        Parallel.For(0, jobs.Count, parallel, job =>
        {
            jobs[job]();
            progress?.Report((double)Interlocked.Increment(ref _done) / (jobs.Count + 1));
        });
        int[] all = [.. Enumerable.Range(0, cohort.Cells.Count)];
        _choices = [.. _outer.Select((split, fold) => evaluates ? Best(_inner[fold], split.Train) : 0)];
        Chosen = Best(_raw, all);
        Final = Fit(candidates[Chosen].Trainer, all, options.Seed);
        progress?.Report(1);
    }

    public ModelEvaluation Evaluate()
    {
        var calibrated = Blank();
        var chosen = Blank();
        var sets = options.Levels.Select(_ => new int[cohort.Cells.Count][]).ToArray();
        for (int fold = 0; fold < _outer.Length; fold++)
        {
            int[] train = _outer[fold].Train, test = _outer[fold].Test;
            int[] truth = Of(train);
            Matrix raw = _inner[fold][_choices[fold]].SelectRows(train), unseenRaw = _raw[_choices[fold]].SelectRows(test);
            var calibration = ProbabilityCalibration.Fit(truth, raw);
            Matrix known = calibration.Apply(raw), unseen = calibration.Apply(unseenRaw);
            int[][][] ofLevels = [.. options.Levels.Select(level => ConformalSets.Calibrate(truth, known, _donors.Select(train), level).SetsOf(unseen))];
            for (int i = 0; i < test.Length; i++)
            {
                unseenRaw.Row(i).CopyTo(chosen.Row(test[i]));
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
            Candidates = [.. candidates.Select((one, c) => new CandidateScore(one.Name, MacroF1(_raw[c], cohort.Labels), _choices.Count(choice => choice == c)))],
            Accuracy = Interval(report.Predicted, confusion => confusion.Accuracy),
            MacroF1 = Interval(report.Predicted, confusion => confusion.MacroF1),
            ForestAccuracy = Interval(byForest, confusion => confusion.Accuracy),
            ForestMacroF1 = Interval(byForest, confusion => confusion.MacroF1),
            PerClass = report.PerClass,
            LogLoss = report.LogLoss!.Value,
            Brier = report.Brier!.Value,
            RawCalibrationError = ReliabilityTable.OfLabels(cohort.Labels, chosen).ExpectedCalibrationError,
            CalibrationError = reliability.ExpectedCalibrationError,
            Reliability = reliability.Bins,
            Coverage = [.. options.Levels.Select((level, i) => ConformalCoverage.Of(level, cohort.Labels, sets[i], _donors, _classes))],
            CoverageCurve = [.. Enumerable.Range(1, 10).Select(tenth => curve.Points.First(point => point.Coverage >= (tenth / 10.0) - 1e-12))],
        };
    }

    private MeasuredInterval Interval(int[] predicted, Func<ConfusionMatrix, double> metric) => MeasuredInterval.Of(DonorBootstrap.Interval(
        cohort.Labels, predicted, _classes, _donors, metric, new BootstrapOptions { Seed = options.Seed, Resamples = options.Resamples, Workers = options.Workers }));

    private Matrix Blank() => new(cohort.Cells.Count, _classes);

    private int Best(Matrix[] ofCandidates, int[] rows)
    {
        double[] scores = Array.ConvertAll(ofCandidates, one => MacroF1(one.SelectRows(rows), Of(rows)));
        return Array.IndexOf(scores, scores.Max());
    }

    private double MacroF1(Matrix probabilities, int[] labels) => ClassScores.Of(labels, ProbabilityScores.MostProbable(probabilities), _classes).MacroF1;

    private ITabularClassifier Fit(ITabularTrainer kind, int[] rows, long seed) => kind is ISubtypeTrainer fine
        ? fine.Fit(cohort.Values.SelectRows(rows), Of(rows), Array.ConvertAll(rows, row => _types[row]), _classes, _donors.Select(rows), seed, cancellationToken)
        : kind.FitGrouped(cohort.Values.SelectRows(rows), Of(rows), _classes, _donors.Select(rows), seed, cancellationToken);

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
