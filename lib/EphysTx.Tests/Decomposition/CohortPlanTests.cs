using EphysTx.Cohorts;
using EphysTx.Decomposition;
using EphysTx.Features.Families;
using EphysTx.Numerics;

namespace EphysTx.Tests.Decomposition;

public class CohortPlanTests
{
    [Fact]
    public void Scalar_families_get_up_to_three_components_and_curves_the_published_ones_within_their_width()
    {
        var plan = CohortPlan.Of(Make(30, ("subthreshold", 5), ("pair", 2), (FamilyNames.Psth, 20), (FamilyNames.StepSubthresh, 4)));

        Assert.Empty(plan.LeftOut);
        Assert.Equal(["subthreshold", "pair", FamilyNames.Psth, FamilyNames.StepSubthresh], plan.Plan.Families.Select(family => family.Name));
        Assert.Equal([3, 2, 6, 3], plan.Plan.Families.Select(family => family.Components));
        Assert.Equal([3, 3, 3], plan.Plan.Families[0].Nonzero);
        Assert.Equal([true, true, false, false], plan.Plan.Families.Select(family => family.UseCorrelation));
        Assert.All(plan.Plan.Families[2].Nonzero, count => Assert.Equal(20, count));
        Assert.Empty(plan.Plan.Families[3].Nonzero);
        Assert.True(CohortPlan.IsCurve(FamilyNames.Psth) && !CohortPlan.IsCurve("subthreshold"));
    }

    [Fact]
    public void The_plan_of_a_cohort_can_be_fitted_to_it()
    {
        Cohort cohort = Make(30, ("subthreshold", 5), (FamilyNames.Psth, 20));
        var fit = FamilyDecomposition.Fit(cohort, CohortPlan.Of(cohort).Plan);
        Matrix scores = fit.Transform(cohort);
        Assert.Equal((30, fit.Columns.Count), (scores.Rows, scores.Columns));
        Assert.All(scores.Values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Scores_of_scalar_families_do_not_depend_on_the_units_of_their_columns()
    {
        Cohort cohort = Make(40, ("subthreshold", 5));
        Cohort other = Make(40, ("subthreshold", 5));
        for (int row = 0; row < 40; row++)
        {
            other.Values[row, 1] = (1000 * other.Values[row, 1]) + 7;
        }

        SparsePcaPlan plan = CohortPlan.Of(cohort).Plan;
        Matrix scores = FamilyDecomposition.Fit(cohort, plan).Transform(cohort), inOtherUnits = FamilyDecomposition.Fit(other, plan).Transform(other);

        Assert.All(scores.Values.Zip(inOtherUnits.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Families_that_cannot_be_decomposed_are_left_out_with_the_reason()
    {
        Cohort cohort = Make(30, ("single", 1), ("rare", 4), ("usual", 4));
        for (int row = 0; row < 28; row++)
        {
            cohort.Values[row, 2] = double.NaN;
        }

        var plan = CohortPlan.Of(cohort);
        Assert.Equal("usual", Assert.Single(plan.Plan.Families).Name);
        Assert.Equal([new("single", "it has a single column"), new("rare", "2 of 30 cells have all of it, too few for 3 components")], plan.LeftOut);
        string message = Assert.Throws<EphysTxException>(() => CohortPlan.Of(Make(30, ("single", 1)))).Message;
        Assert.Contains("No family of made-up can be decomposed: single, it has a single column", message, StringComparison.Ordinal);
    }

    private static Cohort Make(int cells, params (string Name, int Width)[] families)
    {
        FeatureDefinition[] features = [.. families.SelectMany(family => Enumerable.Range(0, family.Width).Select(k => new FeatureDefinition($"{family.Name}_{k}", family.Name, "", "")))];
        CohortCell[] list = [.. Enumerable.Range(0, cells).Select(i => new CohortCell($"cell {i}", "Sst", $"donor {i}", new Dictionary<string, string>()))];
        Matrix values = Tables.Smooth(cells, features.Length, 4);
        return new Cohort("made-up", Species.Human, isSimulated: true, list, features, values, new MissingReason[values.Values.Length], Funnel.None);
    }
}
