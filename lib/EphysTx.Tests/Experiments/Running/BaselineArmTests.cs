using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Experiments.Running;

public sealed class BaselineArmTests
{
    [Theory]
    [InlineData(Species.Mouse, "mouse-baselines", "mouse")]
    [InlineData(Species.Human, "human-baselines", "human")]
    public async Task The_forest_is_that_of_the_forest_notebook(Species species, string name, string task)
    {
        using var folder = new ScratchFolder();
        CohortSet cohorts = TestExperiments.Cohorts();
        Cohort cohort = species == Species.Mouse ? cohorts.Mouse : cohorts.Human;
        Experiment experiment = ExperimentCatalog.Find(name).WithArms([BaselineArms.Forest]);
        var options = new ExperimentOptions { Store = folder.At("store"), Profile = TestExperiments.Profile };

        ExperimentResult result = (await ExperimentRun.RunAsync(experiment, cohorts, options)).Result!;

        foreach (SplitProtocol protocol in new[] { SplitProtocol.Paper, SplitProtocol.Donor })
        {
            CohortEvaluation expected = ForestBaseline.Evaluate(cohort, protocol, new ForestBaselineOptions { MouseRuns = 2, HumanRuns = 2, BootstrapResamples = 100 });
            CohortEvaluation actual = result.Find(task, protocol)[BaselineArms.Forest].Evaluation;
            Assert.Equal(expected.Report.Cells, actual.Report.Cells);
            Assert.Equal(expected.Report.Pooled.Predicted, actual.Report.Pooled.Predicted);
            Assert.Equal(expected.Report.Pooled.LogLoss, actual.Report.Pooled.LogLoss);
            Assert.Equal(expected.MacroF1, actual.MacroF1);
        }
    }

    [Theory]
    [InlineData(SplitProtocol.Paper)]
    [InlineData(SplitProtocol.Donor)]
    public void Ensemble_arms_say_what_the_ensemble_trainers_say(SplitProtocol protocol)
    {
        // Members without chance, so that the seeds of members play no part.
        ITabularTrainer[] members = [BaselineArms.LogisticTrainer, BaselineArms.DiscriminantTrainer];
        ExperimentFold fold = Fold(protocol);

        Equal(new SoftVoteTrainer(members), new VoteArm("vote", members), fold);
        Equal(new StackingTrainer(members), new StackingArm("stack", members, new LogisticRegressionTrainer()), fold);
        Equal(new VoteSelection(members), new SelectionArm("selected", new VoteSelection(members)), fold);
    }

    [Fact]
    public void An_arm_says_the_same_alone_and_after_the_others()
    {
        ExperimentFold shared = Fold(SplitProtocol.Donor);
        foreach (IExperimentArm arm in BaselineArms.All)
        {
            double[] together = arm.Run(shared, CancellationToken.None).Probabilities.Values;
            Assert.Equal(arm.Run(Fold(SplitProtocol.Donor), CancellationToken.None).Probabilities.Values, together);
        }
    }

    [Fact]
    public void A_selection_fits_a_model_once_per_inner_fold_and_once_on_all_training_cells()
    {
        ExperimentFold fold = Fold(SplitProtocol.Donor);
        var spy = new Spy();

        new SelectionArm("selected", new VoteSelection([spy])).Run(fold, CancellationToken.None);

        Assert.Equal(6, spy.Rows.Count);
        Assert.All(spy.Rows[..5], rows => Assert.InRange(rows, fold.Split.Train.Length / 2, fold.Split.Train.Length - 1));
        Assert.Equal(fold.Split.Train.Length, spy.Rows[^1]);
    }

    [Fact]
    public void The_validation_part_is_a_quarter_of_the_training_cells_and_has_its_donors_to_itself()
    {
        ExperimentFold fold = Fold(SplitProtocol.Donor);
        ThreeWaySplit parts = fold.WithValidation();
        string[] donors = fold.Target.Donors;

        Assert.Equal(fold.Split.Train, parts.Train.Concat(parts.Validation).Order());
        Assert.Equal(fold.Split.Test, parts.Test);
        Assert.InRange(parts.Validation.Length, fold.Split.Train.Length / 5, fold.Split.Train.Length / 3);
        Assert.Empty(parts.Train.Select(row => donors[row]).Intersect(parts.Validation.Select(row => donors[row])));
        Assert.Equal(fold.Split.Train.Length, fold.TrainDonors!.Cells);
        Assert.Null(Fold(SplitProtocol.Paper).TrainDonors);
    }

    [Fact]
    public void Options_are_written_out_with_their_lists_and_without_threads()
    {
        string text = OptionsText.Of(new SoftVoteTrainer(BaselineArms.ForestTrainer, BaselineArms.DiscriminantTrainer));

        Assert.Contains("TreeCount=500", text, StringComparison.Ordinal);
        Assert.Contains("Priors=Uniform", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MaxDegreeOfParallelism", text, StringComparison.Ordinal);
        Assert.NotEqual(text, OptionsText.Of(new SoftVoteTrainer(BaselineArms.ForestTrainer, new ShrinkageDiscriminantTrainer(new ShrinkageDiscriminantOptions { Priors = ClassPriors.Empirical }))));
        Assert.Equal(
            OptionsText.Of(new RandomForestOptions { MaxDegreeOfParallelism = 1 }), OptionsText.Of(new RandomForestOptions { MaxDegreeOfParallelism = 7 }));
    }

    [Fact]
    public void A_fingerprint_changes_with_any_value_and_not_with_the_name()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 40, donors: 8, seed: 1);
        string hash = CohortFingerprint.Of(cohort);

        Assert.Equal(hash, CohortFingerprint.Of(SyntheticCohort.Make(Species.Human, cells: 40, donors: 8, seed: 1)));
        Assert.Equal(hash, CohortFingerprint.Of(cohort.SelectCells([.. Enumerable.Range(0, 40)], "another name")));
        Assert.NotEqual(hash, CohortFingerprint.Of(cohort.SelectCells([.. Enumerable.Range(0, 40).Reverse()], cohort.Name)));
        Assert.NotEqual(hash, CohortFingerprint.Of(cohort.Relabel(cell => cell.Id == "cell0" ? Subclass.Sst : cell.Subclass, cohort.Name)));
        Cohort changed = cohort.SelectCells([.. Enumerable.Range(0, 40)], cohort.Name);
        changed.Values[39, 3] = Math.BitIncrement(changed.Values[39, 3]);
        Assert.NotEqual(hash, CohortFingerprint.Of(changed));
    }

    [Fact]
    public void From_one_condition_to_another_no_donor_is_on_both_sides_under_the_donor_protocol()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 400, donors: 60, seed: 4);
        var plan = new AcrossPlan("condition", "culture", "acute", 9);

        Split paper = Assert.Single(plan.Divide(cohort, SplitProtocol.Paper, TestExperiments.Profile, null));
        Split donor = Assert.Single(plan.Divide(cohort, SplitProtocol.Donor, TestExperiments.Profile, null));

        Assert.Equal(400, paper.Train.Length + paper.Test.Length);
        Assert.True(donor.Train.Length < paper.Train.Length);
        Assert.Equal(paper.Test, donor.Test);
        Assert.Equal(0, SplitAudit.Of(donor, cohort.Labels, cohort.Donors).SharedDonors);
        Assert.Throws<EphysTxException>(() => new AcrossPlan("condition", "frozen", "acute", 9).Divide(cohort, SplitProtocol.Paper, TestExperiments.Profile, null));
    }

    private static void Equal(ITabularTrainer trainer, IExperimentArm arm, ExperimentFold fold)
    {
        Matrix expected = trainer.FitGrouped(fold.TrainValues, fold.TrainLabels, fold.ClassCount, fold.TrainDonors, fold.Split.Seed).PredictProbabilities(fold.TestValues);
        Matrix actual = arm.Run(fold, CancellationToken.None).Probabilities;
        Assert.All(expected.Values.Zip(actual.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    private static ExperimentFold Fold(SplitProtocol protocol)
    {
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 160, donors: 40, seed: 3);
        return new ExperimentFold(new TaskCohorts(cohort), protocol, Splits.KFold(cohort.Labels, cohort.Donors, 5, protocol, 9)[1]);
    }

    private sealed class Spy : ITabularTrainer
    {
        public List<int> Rows { get; } = [];

        public string Name => "spy";

        public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default)
        {
            Rows.Add(features.Rows);
            return BaselineArms.DiscriminantTrainer.Fit(features, labels, classCount, seed, cancellationToken);
        }
    }
}
