using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Tests.Cohorts;

public sealed class LabelAlignmentTests
{
    private static Cohort Make(params string[] subclasses) => new(
        "test",
        Species.Mouse,
        isSimulated: false,
        [.. subclasses.Select((subclass, i) => new CohortCell($"{i}", subclass, $"donor {i}", new Dictionary<string, string>()))],
        [new FeatureDefinition("input_resistance", "subthreshold", "MΩ", "Test."), new FeatureDefinition("latency_rheo", "rheobase_spike", "s", "Test.")],
        new Matrix(subclasses.Length, 2, [.. subclasses.SelectMany((_, i) => new double[] { i, i - 1 })]),
        new MissingReason[subclasses.Length * 2],
        new Funnel([new FunnelStep("cells", subclasses.Length, [])]));

    [Fact]
    public void Sncg_counts_as_Vip_by_default()
    {
        Cohort aligned = LabelAlignment.ToSharedFour(Make("Sst", "Sncg", "Vip"));

        Assert.Equal(["Sst", "Vip", "Vip"], aligned.Cells.Select(cell => cell.Subclass));
    }

    [Fact]
    public void Sncg_can_count_as_Lamp5() =>
        Assert.Equal(["Sst", "Lamp5"], LabelAlignment.ToSharedFour(Make("Sst", "Sncg"), SncgPolicy.AsLamp5).Cells.Select(cell => cell.Subclass));

    [Fact]
    public void Dropped_Sncg_cells_are_counted_in_the_funnel()
    {
        Cohort aligned = LabelAlignment.ToSharedFour(Make("Sst", "Sncg", "Sncg"), SncgPolicy.Drop);

        FunnelStep step = aligned.Funnel.Steps[^1];
        Assert.Equal(1, step.Remaining);
        Assert.Equal([new FunnelDrop("no counterpart among the human labels", "Sncg", 2)], step.Drops);
    }

    [Fact]
    public void Keeping_Sncg_is_not_four_and_a_foreign_subclass_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelAlignment.ToSharedFour(Make("Sst"), SncgPolicy.Keep));
        Assert.Contains("'Meis2'", Assert.Throws<EphysTxException>(() => LabelAlignment.ToSharedFour(Make("Meis2"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_kind_are_kept_and_a_mixture_is_refused()
    {
        Assert.Equal(["spiny", "aspiny"], LabelAlignment.ToShared(Make("spiny", "aspiny")).Cells.Select(cell => cell.Subclass));
        Assert.Equal(["Sst", "Vip"], LabelAlignment.ToShared(Make("Sst", "Sncg")).Cells.Select(cell => cell.Subclass));
        Assert.Throws<EphysTxException>(() => LabelAlignment.ToShared(Make("Sst", "spiny")));
        (Cohort target, Cohort source) = LabelAlignment.Pair(Make("spiny", "aspiny"), Make("spiny", "sparsely spiny", "aspiny"));
        Assert.Equal(target.Classes, source.Classes);
        Assert.Equal(2, source.Cells.Count);
    }

    [Fact]
    public void Impossible_values_are_named_with_their_reason()
    {
        IReadOnlyList<ImplausibleValue> found = Plausibility.Find(Make("Sst", "Sst", "Sst"));

        Assert.Equal(
            [
                new ImplausibleValue("0", 0, "input_resistance", 0, "a resistance is positive"),
                new ImplausibleValue("0", 0, "latency_rheo", -1, "a spike cannot come before its stimulus"),
            ],
            found);
    }
}
