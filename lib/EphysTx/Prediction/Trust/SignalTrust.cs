using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Features;
using EphysTx.Numerics;
using EphysTx.Recordings;

namespace EphysTx.Prediction;

/// <summary>How the dependence on noise and sampling rate is measured.</summary>
public sealed record SignalTrustOptions
{
    /// <summary>Simulated mouse cells that the model is trained on, 50 or more.</summary>
    public int TrainingCells { get; init; } = 600;

    /// <summary>Simulated cells of other donors that are predicted, of each class, 1 or more.</summary>
    public int CellsPerClass { get; init; } = 20;

    /// <summary>Noise of the recording as a multiple of the trained one, under the quality limits of NWB files.</summary>
    public IReadOnlyList<double> Noise { get; init; } = [0.5, 2, 4, 8];

    /// <summary>The same under the wider limits of ABF files (<see cref="RecordingCells.AnyRig"/>).</summary>
    public IReadOnlyList<double> NoiseOfAnyRig { get; init; } = [8, 16, 32];

    /// <summary>Sampling rates in Hz, at most 50,000 (the trained one).</summary>
    public IReadOnlyList<double> SamplingRates { get; init; } = [25_000, 20_000, 10_000];

    /// <summary>Seed of the cells and of the training.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Folds of the calibration, 2 or more.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Cells and fits at once; −1 for one per processor. The numbers do not depend on it.</summary>
    public int Workers { get; init; } = -1;
}

/// <summary>Whether a model says the same of a cell whose recording has other noise or another sampling rate. Only simulated cells can be recorded twice, so it is done with these.</summary>
public static class SignalTrust
{
    /// <summary>Noise of the simulated recordings, standard deviation in mV.</summary>
    public static double TrainedNoise => new Simulation.Protocols.ProtocolOptions().RecordingNoise;

    /// <summary>Simulates cells, trains on them, and predicts others as they are and changed.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between sweeps and fits.</param>
    /// <returns>First the unchanged recording, the reference; then one row per noise and one per sampling rate.</returns>
    public static IReadOnlyList<TrustRow> Measure(SignalTrustOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SignalTrustOptions();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken };
        int? workers = options.Workers < 0 ? null : options.Workers;
        Cohort training = SimulatedCohort.Make(
            new SimulatedCohortOptions { MouseCells = options.TrainingCells, HumanCells = 4, Workers = workers }, options.Seed, null, cancellationToken).Mouse;
        TrainedModel model = ModelTraining.TrainUnmeasured(
            training, new TrainingOptions { Seed = options.Seed, OuterFolds = options.Folds, Workers = options.Workers, Candidates = [ModelCandidate.Of(training)[0]] }, cancellationToken);

        // Another seed: other donors.
        CellPlan[] plans = Plans(options, model.Classes);
        Condition[] conditions = [
            new(FormattableString.Invariant($"as trained: {TrainedNoise:0.###} mV noise, 50 kHz"), (noisy, _) => noisy),
            .. options.Noise.Select(factor => NoiseOf(factor, isAnyRig: false)),
            .. options.NoiseOfAnyRig.Select(factor => NoiseOf(factor, isAnyRig: true)),
            .. options.SamplingRates.Select(rate => new Condition(FormattableString.Invariant($"{rate / 1000:0.#} kHz"), (noisy, _) => SignalChange.Resample(noisy, rate))),
        ];
        CellFeatures[][] cells = [.. conditions.Select(_ => new CellFeatures[plans.Length])];
        Parallel.For(0, plans.Length, parallel, k =>
        {
            using Recording noisy = SimulatedCell.Record(plans[k], RandomOf(options, k), cancellationToken);
            using Recording silent = SimulatedCell.Record(plans[k], RandomOf(options, k), cancellationToken, noise: 0);
            for (int c = 0; c < conditions.Length; c++)
            {
                cells[c][k] = Draw(conditions[c].Change(noisy, silent), model, conditions[c].IsAnyRig, cancellationToken);
            }
        });
        string[] truth = [.. plans.Select(plan => plan.Class.Subclass)];
        // Without the limit on sampling rates: what it is for is to be seen here.
        IReadOnlyList<CellPrediction>[] predictions = [.. cells.Select(one => Predictor.Predict(model, one, new PredictionOptions { LeastSamplingRate = 0 }))];
        return [.. conditions.Select((one, c) => TrustRow.Of(one.Name, predictions[c], truth, model.Classes, predictions[0]))];
    }

    private static Condition NoiseOf(double factor, bool isAnyRig) => new(
        FormattableString.Invariant($"noise {factor * TrainedNoise:0.###} mV{(isAnyRig ? ", limits of ABF files" : "")}"), (noisy, silent) => SignalChange.ScaleNoise(noisy, silent, factor), isAnyRig);

    private static CellPlan[] Plans(SignalTrustOptions options, IReadOnlyList<string> classes)
    {
        int enough = 25 * options.CellsPerClass * classes.Count;
        CellPlan[] all = SimulatedCohort.Plan(new SimulatedCohortOptions { MouseCells = enough, HumanCells = 4, WithoutRamp = 0, WithoutShortSquares = 0 }, options.Seed + 1);
        return [.. classes.SelectMany(name => all.Where(plan => plan.Class.Species == "mouse" && plan.Class.Subclass == name).Take(options.CellsPerClass))];
    }

    private static SeededRandom RandomOf(SignalTrustOptions options, int cell) => new SeededRandom(options.Seed + 1).Fork(cell);

    // A cell whose recording gives nothing is predicted from nothing: it is then among the abstentions.
    private static CellFeatures Draw(Recording recording, TrainedModel model, bool isAnyRig, CancellationToken cancellationToken)
    {
        try
        {
            return RecordingCells.Of(recording, recording.Name, "simulated", model.Features, isAnyRig ? RecordingCells.OwnRig : FeatureOptions.Recommended, cancellationToken) with { Traces = [] };
        }
        catch (AnalysisFailureException error)
        {
            return CellFeatures.Of(recording.Name, "simulated", model.Features, [], null, error.Message);
        }
    }

    private sealed record Condition(string Name, Func<Recording, Recording, Recording> Change, bool IsAnyRig = false);
}
