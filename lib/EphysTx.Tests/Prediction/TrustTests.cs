using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Numerics;
using EphysTx.Prediction;
using EphysTx.Recordings;
using EphysTx.Tabular;

namespace EphysTx.Tests.Prediction;

public class TrustTests
{
    [Fact]
    public void The_better_candidate_is_chosen_and_the_choice_is_told()
    {
        Cohort cohort = PredictionExample.Cohort(Species.Mouse, 150, 1);
        var options = PredictionExample.Options with { Candidates = [new("coin", new Coin()), new("LDA", new ShrinkageDiscriminantTrainer())] };

        TrainedModel model = ModelTraining.Train(cohort, null, [], options);

        Assert.Equal("LDA", model.Name);
        Assert.Equal([("coin", 0), ("LDA", 3)], model.Evaluation.Candidates.Select(one => (one.Name, one.Chosen)));
        Assert.True(model.Evaluation.Candidates[1].MacroF1 > model.Evaluation.Candidates[0].MacroF1 + 0.3);
        Assert.Contains("| LDA |", ModelCard.Of(model), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_protocol_costs_its_features_and_no_more()
    {
        Cohort cohort = PredictionExample.Cohort(Species.Mouse, 150, 1);
        var options = new ProtocolLossOptions { Folds = 3, Training = PredictionExample.Options with { Candidates = [new("LDA", new ShrinkageDiscriminantTrainer())] } };

        IReadOnlyList<TrustRow> rows = ProtocolLoss.Measure(cohort, options);

        Assert.Equal(["everything recorded", "no long squares", "no short squares", "no ramp", "long squares alone"], rows.Select(row => row.Condition));
        Assert.All(rows, row => Assert.Equal(150, row.Cells));
        Assert.Equal(rows[0].Features - 4, rows[2].Features, 1e-9);
        Assert.True(rows[1].MacroF1 < rows[0].MacroF1);
        Assert.Equal(double.NaN, rows[0].Agreement);
        Assert.InRange(rows[3].Agreement, 0.8, 1);
        Assert.Equal(rows, ProtocolLoss.Measure(cohort, options with { Training = options.Training! with { Workers = 1 } }));
    }

    [Fact]
    public void Noise_and_sampling_rate_change_and_the_cell_stays()
    {
        CellPlan plan = SimulatedCohort.Plan(new SimulatedCohortOptions { MouseCells = 5, HumanCells = 4 }, 1)[0];
        using Recording noisy = SimulatedCell.Record(plan, new SeededRandom(1), CancellationToken.None);
        using Recording silent = SimulatedCell.Record(plan, new SeededRandom(1), CancellationToken.None, noise: 0);
        SweepTraces one = noisy.Sweeps[0].Read(CancellationToken.None), quiet = silent.Sweeps[0].Read(CancellationToken.None);

        SweepTraces loud = SignalChange.ScaleNoise(noisy, silent, 3).Sweeps[0].Read(CancellationToken.None);
        Sweep slow = SignalChange.Resample(noisy, 20_000).Sweeps[0];
        SweepTraces fewer = slow.Read(CancellationToken.None);

        Assert.Equal(20_000, slow.SamplingRate);
        Assert.Equal(((one.Response.Length - 1) * 2 / 5) + 1, fewer.Response.Length);
        Assert.Equal(one.Response[5000], fewer.Response[2000], 1e-5);
        double deviation = Math.Sqrt(Enumerable.Range(0, 5000).Average(k => Math.Pow(one.Response[k] - quiet.Response[k], 2)));
        Assert.InRange(deviation, 0.013, 0.017);
        Assert.All(Enumerable.Range(0, 5000), k => Assert.Equal(3 * (one.Response[k] - quiet.Response[k]), loud.Response[k] - quiet.Response[k], 1e-4));
    }

    [Fact]
    public void A_recording_that_is_sampled_too_slowly_gets_no_label()
    {
        CellFeatures cell = PredictionExample.Cell(1) with { SamplingRate = 10_000 };

        CellPrediction one = Predictor.Predict(PredictionExample.Model, [cell])[0];

        Assert.Equal(AbstentionReason.SlowSampling, Assert.Single(one.Abstentions).Reason);
        Assert.NotNull(Predictor.Predict(PredictionExample.Model, [cell with { SamplingRate = 20_000 }])[0].Label);
        Assert.NotNull(Predictor.Predict(PredictionExample.Model, [cell], new PredictionOptions { LeastSamplingRate = 0 })[0].Label);
    }

    [Fact]
    public void Families_of_many_values_are_taken_in_stretches()
    {
        CohortCell[] cells = [new("a", "Pvalb", "d1", new Dictionary<string, string>()), new("b", "Sst", "d2", new Dictionary<string, string>())];
        FeatureDefinition[] features = [.. new[] { "psth", "first_ap_v" }.SelectMany(family => Enumerable.Range(0, 300).Select(k => new FeatureDefinition($"{family}_{k:0000}", family, "", "")))];
        var values = new Matrix(2, 600);
        var missing = new MissingReason[1200];
        for (int k = 0; k < 600; k++)
        {
            (values[0, k], values[1, k]) = (k, k < 300 ? double.NaN : 1);
            missing[600 + k] = k < 300 ? MissingReason.TooFewSpikes : MissingReason.Present;
        }

        Cohort blocks = FamilyBlocks.Of(new Cohort("vectors", Species.Mouse, true, cells, features, values, missing, new FunnelBuilder(0, 2).Build()));

        Assert.Equal(16, blocks.Features.Count);
        Assert.Equal(("psth[0-36]", 18.0), (blocks.Features[0].Name, blocks.Values[0, 0]));
        Assert.Equal((double.NaN, MissingReason.TooFewSpikes, 1.0), (blocks.Values[1, 7], blocks.Missing(1, 7), blocks.Values[1, 8]));
        Cohort few = PredictionExample.Cohort(Species.Mouse, 10, 1);
        Assert.Same(few, FamilyBlocks.Of(few));
    }

    /// <summary>Knows nothing.</summary>
    private sealed record Coin : ITabularTrainer
    {
        public string Name => "coin";

        public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) => new Model(classCount, features.Columns);

        private sealed record Model(int ClassCount, int FeatureCount) : ITabularClassifier
        {
            public Matrix PredictProbabilities(Matrix features)
            {
                var result = new Matrix(features.Rows, ClassCount);
                result.Values.AsSpan().Fill(1.0 / ClassCount);
                return result;
            }
        }
    }
}
