using EphysTx.Cohorts;
using EphysTx.Decomposition;
using EphysTx.Experiments;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments;

/// <summary>What is asked of sparse components: how far they set classes apart, alone and in a forest, and whether neighbours are alike.</summary>
public class ComponentTests
{
    private static readonly Cohort Cells = SyntheticCohort.Make(Species.Human, cells: 120, donors: 30, seed: 1);

    [Fact]
    public void The_share_between_classes_is_one_for_the_class_itself_none_for_a_constant_and_small_for_noise()
    {
        var decomposition = FamilyDecomposition.Fit(Cells, CohortPlan.Of(Cells).Plan with { SmallestExplainedVariance = 0 });
        Assert.Equal(4, decomposition.Columns.Count);
        var scores = new Matrix(120, 4);
        var random = new SeededRandom(3);
        for (int row = 0; row < 120; row++)
        {
            scores[row, 0] = Cells.Labels[row];
            scores[row, 1] = 7;
            scores[row, 2] = random.NextNormal();
            scores[row, 3] = row < 40 ? double.NaN : Cells.Labels[row];
        }

        IReadOnlyList<ComponentSeparation> found = ComponentSeparation.Of(Cells, decomposition, scores);

        Assert.Equal([("informative", 0, 0), ("informative", 1, 1), ("noise", 0, 2), ("noise", 1, 3)], found.Select(one => (one.Family, one.Component, one.Column)));
        Assert.Equal(1, found[0].BetweenClasses, 1e-12);
        Assert.True(double.IsNaN(found[1].BetweenClasses));
        Assert.InRange(found[2].BetweenClasses, 0, 0.1);
        Assert.Equal(1, found[3].BetweenClasses, 1e-12);
        Assert.Equal(decomposition.Families[1].ExplainedVariance[0], found[2].ExplainedVariance);
        IReadOnlyList<ComponentSeparation> fitted = ComponentSeparation.Of(Cells, decomposition, decomposition.Transform(Cells));
        Assert.True(fitted[0].BetweenClasses > 5 * fitted[2].BetweenClasses);
    }

    [Fact]
    public void Neighbours_of_separate_classes_agree_and_those_of_noise_do_at_chance()
    {
        var apart = new Matrix(120, 1, [.. Cells.Labels.Select((label, row) => (1000.0 * label) + row)]);
        var agreement = NeighbourAgreement.Of(Cells, apart, neighbours: 5);
        Assert.Equal([1, 1, 1, 1], agreement.PerClass);
        Assert.Equal(1, agreement.Mean);
        Assert.Equal(0.25, agreement.MeanChance, 1e-12);
        var noise = NeighbourAgreement.Of(Cells, Cells.Values.SelectColumns([2, 3]), neighbours: 15);
        Assert.InRange(noise.Mean, 0.15, 0.35);
        Assert.Throws<ArgumentOutOfRangeException>(() => NeighbourAgreement.Of(Cells, apart, neighbours: 120));
    }

    [Fact]
    public void Cells_of_the_same_donor_are_no_neighbours()
    {
        // A donor's four cells, one of each class, stand together; the other donor's nearest to all of them is its first, of class 0.
        Cohort eight = SyntheticCohort.Make(Species.Human, cells: 8, donors: 2, seed: 1);
        var values = new Matrix(8, 1, [3, 2, 1, 0, 10, 11, 12, 13]);
        Assert.Equal([1, 0, 0, 0], NeighbourAgreement.Of(eight, values, neighbours: 1).PerClass);
    }

    [Fact]
    public void The_forest_on_components_is_tested_on_the_splits_of_that_on_columns_and_repeats_to_the_bit()
    {
        var options = new ForestBaselineOptions { Trees = 15, HumanRuns = 1, BootstrapResamples = 50 };
        var first = ComponentForest.Evaluate(Cells, SplitProtocol.Donor, options);
        var again = ComponentForest.Evaluate(Cells, SplitProtocol.Donor, options with { Workers = 1 });

        Assert.Equal(first.Components.Report.Pooled.Truth, first.Columns.Report.Pooled.Truth);
        Assert.Equal(first.Components.Report.Pooled.Predicted, again.Components.Report.Pooled.Predicted);
        Assert.Equal(first.Difference, again.Difference);
        Assert.InRange(first.MeanComponents, 2, 4);
        Assert.True(first.Components.Report.Pooled.MacroF1 > 0.6, $"{first.Components.Report.Pooled.MacroF1}");
    }
}
