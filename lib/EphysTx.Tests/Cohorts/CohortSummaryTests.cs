using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Tests.Cohorts;

public class CohortSummaryTests
{
    private static readonly Cohort Small = Make();

    [Fact]
    public void Subclasses_are_counted_with_their_donors()
    {
        IReadOnlyList<SubclassCount> counts = CohortSummary.CountSubclasses(Small);

        Assert.Equal(["Pvalb", "Sst"], counts.Select(count => count.Subclass));
        Assert.Equal([3, 1], counts.Select(count => count.Cells));
        Assert.Equal([2, 1], counts.Select(count => count.Donors));
        Assert.Equal([2, 1], counts[0].CellsPerDonor);
    }

    [Fact]
    public void A_cell_has_siblings_when_its_donor_gave_another()
    {
        // Donor a gave three cells (two Pvalb, one Sst), donor b one.
        Assert.Equal(0.75, CohortSummary.ShareWithSiblings(Small), 12);
    }

    [Fact]
    public void Missing_shares_count_values_of_a_family_within_a_class()
    {
        IReadOnlyList<MissingShare> shares = CohortSummary.MissingShares(Small);

        Assert.Equal(4, shares.Count);
        Assert.Equal(1 / 6.0, shares.Single(share => share is { Family: "subthreshold", Subclass: "Pvalb" }).Share, 12);
        Assert.Equal(1.0, shares.Single(share => share is { Family: "ramp_spike", Subclass: "Sst" }).Share, 12);
        Assert.Equal(0.0, shares.Single(share => share is { Family: "ramp_spike", Subclass: "Pvalb" }).Share, 12);
    }

    [Fact]
    public void Reasons_are_counted_most_frequent_first()
    {
        Assert.Equal([(MissingReason.NotReported, 1), (MissingReason.FamilyNotReported, 1)], CohortSummary.CountReasons(Small));
    }

    [Fact]
    public void Annotations_are_cross_tabulated_and_blank_is_a_value()
    {
        (IReadOnlyList<string> values, int[,] counts) = CohortSummary.CrossTabulate(Small, "condition");

        Assert.Equal(["", "acute"], values);
        Assert.Equal(1, counts[0, 0]);
        Assert.Equal(2, counts[0, 1]);
        Assert.Equal(1, counts[1, 1]);
    }

    [Fact]
    public void A_condition_baseline_names_the_most_frequent_class_of_each_value()
    {
        ConditionBaseline baseline = ConditionBaseline.Of(Small, "condition");

        // Acute: two Pvalb and one Sst; blank: one Pvalb. Pvalb is named four times and right three times.
        Assert.Equal(0.75, baseline.Accuracy, 12);
        Assert.Equal(0.75, baseline.MajorityAccuracy, 12);
        Assert.Equal(("Sst", "acute", 1.0), (baseline.MostTiedClass, baseline.MostTiedValue, baseline.MostTiedShare));
    }

    private static Cohort Make()
    {
        var acute = new Dictionary<string, string> { ["condition"] = "acute" };
        CohortCell[] cells =
        [
            new("1", "Pvalb", "a", acute),
            new("2", "Pvalb", "a", acute),
            new("3", "Pvalb", "b", new Dictionary<string, string>()),
            new("4", "Sst", "a", acute),
        ];
        FeatureDefinition[] features =
        [
            new("tau", "subthreshold", "s", "Membrane time constant."),
            new("sag", "subthreshold", "", "Sag ratio."),
            new("threshold_v_ramp", "ramp_spike", "mV", "Threshold of the first ramp spike."),
        ];
        var values = new Matrix(4, 3, [0.01, 0.1, -30, double.NaN, 0.2, -31, 0.02, 0.3, -32, 0.03, 0.4, double.NaN]);
        var missing = new MissingReason[12];
        missing[3] = MissingReason.NotReported;
        missing[11] = MissingReason.FamilyNotReported;
        return new Cohort("small", Species.Mouse, isSimulated: false, cells, features, values, missing, Funnel.None);
    }
}
