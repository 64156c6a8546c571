using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments.Running;

public class TransferPlanTests
{
    private static readonly Cohort Human = TestExperiments.Cohorts().Human;
    private static readonly ExperimentProfile Profile = TestExperiments.Profile;

    [Fact]
    public void Few_cells_are_a_part_of_the_training_part_and_the_test_part_stays()
    {
        IReadOnlyList<Split> whole = new CrossValidationPlan(9).Divide(Human, SplitProtocol.Donor, Profile, null);
        IReadOnlyList<Split> few = new FewCellsPlan(30, 9).Divide(Human, SplitProtocol.Donor, Profile, null);
        IReadOnlyList<Split> more = new FewCellsPlan(60, 9).Divide(Human, SplitProtocol.Donor, Profile, null);

        Assert.Equal(new FewCellsPlan(30, 9).Count(Profile), few.Count);
        for (int i = 0; i < whole.Count; i++)
        {
            Assert.Equal(whole[i].Test, few[i].Test);
            Assert.Subset(whole[i].Train.ToHashSet(), more[i].Train.ToHashSet());
            Assert.Subset(more[i].Train.ToHashSet(), few[i].Train.ToHashSet());
            Assert.InRange(few[i].Train.Length, 26, 34);
            Assert.Equal(
                whole[i].Train.Select(row => Human.Labels[row]).Distinct().Order(),
                few[i].Train.Select(row => Human.Labels[row]).Distinct().Order());
            Assert.Empty(few[i].Train.Select(row => Human.Cells[row].DonorId).Intersect(few[i].Test.Select(row => Human.Cells[row].DonorId)));
        }
    }

    [Fact]
    public void Across_conditions_one_teaches_and_the_other_is_tested_and_no_donor_is_on_both_sides()
    {
        Cohort human = Conditioned();

        IReadOnlyList<Split> splits = new AcrossFoldsPlan("condition", "culture", "acute", 9).Divide(human, SplitProtocol.Donor, Profile, null);

        Assert.Equal(10, splits.Count);
        Assert.All(splits, split =>
        {
            Assert.All(split.Train, row => Assert.Equal("culture", human.Cells[row].Annotation("condition")));
            Assert.All(split.Test, row => Assert.Equal("acute", human.Cells[row].Annotation("condition")));
            Assert.Empty(split.Train.Select(row => human.Cells[row].DonorId).Intersect(split.Test.Select(row => human.Cells[row].DonorId)));
        });
        var error = Assert.Throws<EphysTxException>(() => new AcrossFoldsPlan("condition", "culture", "frozen", 9).Divide(human, SplitProtocol.Donor, Profile, null));
        Assert.Contains("'frozen'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_splits_are_those_of_the_whole_plan()
    {
        var whole = new CrossValidationPlan(9);
        var first = new FirstSplitsPlan(whole, 2);

        Assert.Equal(2, first.Count(Profile));
        Assert.Equal(
            whole.Divide(Human, SplitProtocol.Paper, Profile, null).Take(2).Select(split => (split.Seed, string.Join(',', split.Test))),
            first.Divide(Human, SplitProtocol.Paper, Profile, null).Select(split => (split.Seed, string.Join(',', split.Test))));
    }

    private static Cohort Conditioned()
    {
        CohortCell[] cells = [.. Human.Cells.Select((cell, row) => cell with
        {
            Annotations = new Dictionary<string, string> { ["condition"] = row % 2 == 0 ? "culture" : "acute" },
        })];
        MissingReason[] missing = [.. Enumerable.Range(0, cells.Length).SelectMany(row => Enumerable.Range(0, Human.Features.Count).Select(column => Human.Missing(row, column)))];
        return new Cohort(Human.Name, Human.Species, Human.IsSimulated, cells, Human.Features, Human.Values, missing, Human.Funnel);
    }
}
