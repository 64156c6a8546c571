using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments;

public class ForestBaselineTests
{
    private static readonly ForestBaselineOptions Options = new() { Trees = 40, MouseRuns = 2, HumanRuns = 1, ImportanceRepeats = 2, BootstrapResamples = 200 };

    [Theory]
    [InlineData(Species.Mouse)]
    [InlineData(Species.Human)]
    public void The_donor_protocol_never_tests_a_donor_it_trained_on(Species species)
    {
        Cohort cohort = SyntheticCohort.Make(species, cells: 240, donors: 40, seed: 1);

        Split[] splits = ForestBaseline.SplitsOf(cohort, SplitProtocol.Donor, Options);

        Assert.Equal(species == Species.Mouse ? 2 : 5, splits.Length);
        Assert.All(splits, split => Assert.Equal(0, SplitAudit.Of(split, cohort.Labels, cohort.Donors).SharedDonors));
    }

    [Fact]
    public void An_evaluation_repeats_to_the_bit_for_any_number_of_workers()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 240, donors: 40, seed: 2);

        CohortEvaluation one = ForestBaseline.Evaluate(cohort, SplitProtocol.Paper, Options with { Workers = 1 });
        CohortEvaluation three = ForestBaseline.Evaluate(cohort, SplitProtocol.Paper, Options with { Workers = 3 });

        Assert.Equal(one.Report.Pooled.Predicted, three.Report.Pooled.Predicted);
        Assert.Equal(one.Report.Pooled.LogLoss, three.Report.Pooled.LogLoss);
        Assert.Equal(one.MacroF1, three.MacroF1);
    }

    [Fact]
    public void The_informative_family_is_the_important_one()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Mouse, cells: 300, donors: 50, seed: 3);

        IReadOnlyList<FamilyImportance> importance = FamilyImportance.Of(cohort, Options);

        Assert.Equal(["informative", "noise"], importance.Select(family => family.Family));
        Assert.True(importance[0].Drop.Mean > 0.3, $"{importance[0].Drop}");
        Assert.InRange(importance[1].Drop.Mean, -0.05, 0.05);
    }

    [Fact]
    public void Across_conditions_no_donor_stands_on_both_sides()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 400, donors: 60, seed: 4);

        IReadOnlyList<ConditionTransfer> transfers = ConditionTransfer.Of(cohort, "condition", Options);

        Assert.Equal([("acute", "culture"), ("culture", "acute")], transfers.Select(transfer => (transfer.Train, transfer.Test)));
        int acute = cohort.Cells.Count(cell => cell.Annotation("condition") == "acute");
        Assert.Equal(acute, transfers[1].TestCells);
        Assert.Equal(acute, transfers[1].Across.Truth.Length);

        // Every tenth donor has cells in both conditions; they may be tested on but not trained with.
        Assert.True(transfers[1].TrainCells < cohort.Cells.Count - acute);
        Assert.Empty(ConditionTransfer.Of(cohort, "no such annotation", Options));
    }

    [Fact]
    public void The_most_confused_pair_is_the_largest_share_off_the_diagonal()
    {
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 4, donors: 4, seed: 5, classes: 2);
        var split = new Split([], [0, 1, 2, 3]);
        int[] allFirst = [0, 0, 0, 0];

        CohortEvaluation evaluation = CohortEvaluation.From(cohort, "constant", SplitProtocol.Paper, [new FoldPrediction(split, allFirst)], resamples: 100);

        Assert.Equal(new ConfusedPair(cohort.Classes[1], cohort.Classes[0], 1.0), ConfusedPair.LargestOf(evaluation));
    }
}

/// <summary>Cells whose class shifts the two columns of the family <c>informative</c> and none of <c>noise</c>.</summary>
internal static class SyntheticCohort
{
    public static Cohort Make(Species species, int cells, int donors, long seed, int classes = 4)
    {
        var random = new SeededRandom(seed);
        var list = new List<CohortCell>();
        var values = new Matrix(cells, 4);
        for (int row = 0; row < cells; row++)
        {
            int label = row % classes;
            int donor = (row / classes) % donors;
            bool mixed = donor % 10 == 0;
            string condition = (mixed ? row / classes / donors : donor) % 2 == 0 ? "acute" : "culture";
            list.Add(new CohortCell($"cell{row}", Subclass.SharedFour[label], $"donor{donor}", new Dictionary<string, string> { ["condition"] = condition }));
            values[row, 0] = (1.5 * (label % 2)) + (0.5 * random.NextNormal());
            values[row, 1] = (1.5 * (label / 2)) + (0.5 * random.NextNormal());
            values[row, 2] = random.NextNormal();
            values[row, 3] = random.NextNormal();
        }

        FeatureDefinition[] features =
        [
            new("x", "informative", "", "Tells odd classes."),
            new("y", "informative", "", "Tells high classes."),
            new("u", "noise", "", "Tells nothing."),
            new("v", "noise", "", "Tells nothing."),
        ];
        return new Cohort($"synthetic {species}", species, isSimulated: true, list, features, values, new MissingReason[values.Values.Length], Funnel.None);
    }
}
