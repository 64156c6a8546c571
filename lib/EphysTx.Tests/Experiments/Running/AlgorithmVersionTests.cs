using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments.Running;

/// <summary>
/// Stored units are taken over as long as an arm's fingerprint is the same. So an arm whose numbers change must change its fingerprint: raise the version in it, then
/// take the new number over here.
/// </summary>
public sealed class AlgorithmVersionTests
{
    [Theory]
    [InlineData("forest", "tabular 1 RandomForestTrainer", 0.3698413959924942)]
    [InlineData("logistic", "tabular 1 LogisticRegressionTrainer", 0.2991962263400833)]
    [InlineData("lda", "tabular 1 ShrinkageDiscriminantTrainer", 0.24403403522373565)]
    [InlineData("boosting", "tabular 1 HistogramBoostingTrainer", 0.47577334899277546)]
    [InlineData("lda+boosting", "vote 1 ", 0.24568748068332255)]
    [InlineData("subtype lda", "subtype 1 SubtypeDiscriminantTrainer", 0.24484595383987964)]
    [InlineData("subtype vote", "subtype 1 SubtypeVoteTrainer", 0.2442699526949122)]
    [InlineData("stacking", "stacking 1 ", 0.29107259711975536)]
    [InlineData("selected", "selection 1 ", 0.2699623348625742)]
    public void An_arm_gives_the_numbers_of_its_version(string name, string version, double logLoss)
    {
        IExperimentArm arm = BaselineArms.All.Single(arm => arm.Name == name);
        Assert.StartsWith(version, arm.Fingerprint, StringComparison.Ordinal);
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 160, donors: 40, seed: 3);
        Split split = Splits.KFold(cohort.Labels, cohort.Donors, 5, SplitProtocol.Donor, 9)[1];

        ArmOutcome outcome = arm.Run(new ExperimentFold(new TaskCohorts(cohort), SplitProtocol.Donor, split), CancellationToken.None);

        Assert.Equal(logLoss, ProbabilityScores.LogLoss(Array.ConvertAll(split.Test, row => cohort.Labels[row]), outcome.Probabilities), 1e-9);
    }

    [Fact]
    public void Every_baseline_has_its_number()
    {
        IEnumerable<string> pinned = typeof(AlgorithmVersionTests).GetMethod(nameof(An_arm_gives_the_numbers_of_its_version))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .Select(data => (string)data.GetData(null!).Single()[0]);
        Assert.Equal(BaselineArms.All.Select(arm => arm.Name).Order(StringComparer.Ordinal), pinned.Order(StringComparer.Ordinal));
    }
}
