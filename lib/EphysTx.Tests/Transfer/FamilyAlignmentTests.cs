using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Transfer;

namespace EphysTx.Tests.Transfer;

public class FamilyAlignmentTests
{
    [Fact]
    public void Common_families_stand_in_the_order_of_the_first_and_the_narrower_is_padded_with_missing_values()
    {
        Cohort human = Make("human", ("rate", 2), ("wave", 3), ("ramp", 1));
        Cohort mouse = Make("mouse", ("wave", 4), ("light", 2), ("rate", 1));

        (Cohort first, Cohort second) = FamilyAlignment.Align(human, mouse);

        Assert.Equal([("rate", 2), ("wave", 4)], first.Families.Select(family => (family.Name, family.Columns.Count)));
        Assert.Equal([("rate", 2), ("wave", 4)], second.Families.Select(family => (family.Name, family.Columns.Count)));
        Assert.Equal([1, 2, 3, 4, 5, double.NaN], first.Values.Row(0).ToArray());
        Assert.Equal([7, double.NaN, 1, 2, 3, 4], second.Values.Row(0).ToArray());
        Assert.Equal((MissingReason.Present, MissingReason.NotReported), (first.Missing(0, 4), first.Missing(0, 5)));
        Assert.Equal(first.Features, second.Features);
        Assert.Equal(("human", "mouse"), (first.Name, second.Name));
    }

    [Fact]
    public void Nothing_in_common_is_an_error_with_the_families_of_both()
    {
        string message = Assert.Throws<EphysTxException>(() => FamilyAlignment.Align(Make("human", ("ramp", 1)), Make("mouse", ("light", 2)))).Message;
        Assert.Contains("no family in common (ramp and light)", message, StringComparison.Ordinal);
    }

    // One cell whose values count up from 1.
    private static Cohort Make(string name, params (string Name, int Width)[] families)
    {
        FeatureDefinition[] features = [.. families.SelectMany(family => Enumerable.Range(0, family.Width).Select(k => new FeatureDefinition($"{family.Name}_{k}", family.Name, "", "")))];
        double[] values = [.. Enumerable.Range(1, features.Length).Select(value => (double)value)];
        var cell = new CohortCell(name + " cell", "Sst", name + " donor", new Dictionary<string, string>());
        return new Cohort(name, Species.Human, isSimulated: true, [cell], features, new Matrix(1, features.Length, values), new MissingReason[features.Length], Funnel.None);
    }
}
