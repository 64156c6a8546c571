using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Notebooks;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments;

public class TrainingRunTests
{
    private static readonly SequenceClassifierOptions Small = new() { Hidden = 6, Training = new SequenceTrainingOptions { MaxEpochs = 8, Patience = 3 } };

    [Fact]
    public void It_is_the_first_split_of_the_experiments()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Mouse, cells: 200, donors: 40, seed: 3);

        TrainingRun run = TrainingRun.Of(cohort, Small, SplitProtocol.Donor, seed: 23);

        Split split = new HoldOutPlan(23).Divide(cohort, SplitProtocol.Donor, ExperimentProfile.Quick, null)[0];
        ArmOutcome outcome = new SequenceArm("small", Small).Run(new ExperimentFold(new TaskCohorts(cohort), SplitProtocol.Donor, split), CancellationToken.None);
        int[] truth = Array.ConvertAll(split.Test, row => cohort.Labels[row]);
        Assert.Equal(split.Test, run.Parts.Test);
        Assert.Equal(ProbabilityScores.LogLoss(truth, outcome.Probabilities), run.Test.LogLoss);
        Assert.Equal(run.Fit.History.Max(epoch => epoch.ValidationAccuracy), run.Best.ValidationAccuracy);
        Assert.Empty(run.Parts.Train.Intersect(run.Parts.Validation));
    }

    [Fact]
    public void Quick_has_some_of_the_models_of_full_and_the_network_that_is_explained()
    {
        foreach (Species species in new[] { Species.Mouse, Species.Human })
        {
            Cohort cohort = SyntheticCohort.Make(species, cells: 40, donors: 10, seed: 1);
            string[] full = Names(NetworkExperiments.Compared(cohort, RunProfile.Full));
            string[] quick = Names(NetworkExperiments.Compared(cohort, RunProfile.Quick));

            // Five networks a split take mouse cells as long as everything else together.
            Assert.Equal(species == Species.Mouse ? ["masked-ends x5"] : [], NetworkExperiments.LeftOut(cohort, RunProfile.Full));
            Assert.NotEmpty(NetworkExperiments.LeftOut(cohort, RunProfile.Quick));
            Assert.Equal(
                full.Concat(NetworkExperiments.LeftOut(cohort, RunProfile.Full)).Order(StringComparer.Ordinal),
                quick.Concat(NetworkExperiments.LeftOut(cohort, RunProfile.Quick)).Order(StringComparer.Ordinal));
            Assert.Contains("lda+boosting", quick);
            Assert.Equal([SequenceModels.Attention], Names(NetworkExperiments.Explained(species)).Intersect(quick));
            Assert.True(SequenceModels.Find(species, SequenceModels.Attention).Explain);
        }

        Assert.Contains("masked-ends", Assert.Throws<EphysTxException>(() => SequenceModels.Find(Species.Mouse, "gru")).Message, StringComparison.Ordinal);
    }

    private static string[] Names(Experiment experiment) => [.. experiment.Tasks.SelectMany(task => task.Arms).Select(arm => arm.Name)];
}
