using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Numerics;

namespace EphysTx.Tests.Experiments;

public class InputDistortionTests
{
    [Fact]
    public void A_family_of_one_value_keeps_only_its_sign_and_a_full_one_no_size()
    {
        (InputDistortion narrow, InputDistortion wide) = Measure(Sample(missing: false));

        // Of a step z, 0, 0, 0 the mean is z/4 and the variance 3z²/16, so that z becomes ±√3.
        Assert.Equal((1, 4, 40), (narrow.Width, narrow.PaddedWidth, narrow.Cells));
        Assert.InRange(narrow.Variation, 0.2, 1);
        Assert.InRange(narrow.VariationAfter, 0, 0.01);
        Assert.Equal(Math.Sqrt(3) / narrow.RecordedDeviation, narrow.Inflation, 0.01);
        Assert.InRange(wide.Variation, 0.1, 1);
        Assert.InRange(wide.VariationAfter, 0, 0.001);
        Assert.Equal(0, narrow.MissingCells);
        Assert.True(double.IsNaN(narrow.MissingDeviation));
    }

    [Fact]
    public void A_missing_family_is_as_far_away_as_zero_is_from_the_mean()
    {
        (InputDistortion narrow, InputDistortion wide) = Measure(Sample(missing: true));

        // 38 values around 50 and two zeros: with zeros counted in, as the paper does.
        double[] values = [.. Enumerable.Range(0, 40).Select(row => row < 2 ? 0.0 : 50 + (row % 5))];
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        Assert.Equal((38, 2), (narrow.Cells, narrow.MissingCells));
        Assert.Equal(mean / deviation, narrow.MissingDeviation, 1e-5);
        Assert.Equal(values.Skip(2).Average(value => Math.Abs(value - mean)) / deviation, narrow.RecordedDeviation, 1e-5);
        Assert.Equal(0, wide.MissingCells);
    }

    private static (InputDistortion Narrow, InputDistortion Wide) Measure(Cohort cohort)
    {
        IReadOnlyList<InputDistortion> all = InputDistortion.Of(cohort, [.. Enumerable.Range(0, 40)]);
        Assert.Equal(["narrow", "wide"], all.Select(one => one.Family));
        return (all[0], all[1]);
    }

    private static Cohort Sample(bool missing)
    {
        var random = new SeededRandom(4);
        var values = new Matrix(40, 5);
        var reasons = new MissingReason[200];
        for (int row = 0; row < 40; row++)
        {
            bool absent = missing && row < 2;
            values[row, 0] = absent ? double.NaN : 50 + (row % (missing ? 5 : 4));
            reasons[row * 5] = absent ? MissingReason.FamilyNotReported : MissingReason.Present;
            for (int column = 1; column < 5; column++)
            {
                values[row, column] = random.NextNormal() * (1 + (row % 3));
            }
        }

        FeatureDefinition[] features = [new("n", "narrow", "", ""), .. Enumerable.Range(1, 4).Select(i => new FeatureDefinition($"w{i}", "wide", "", ""))];
        CohortCell[] cells = [.. Enumerable.Range(0, 40).Select(row => new CohortCell($"c{row}", row % 2 == 0 ? Subclass.Pvalb : Subclass.Sst, $"d{row}", new Dictionary<string, string>()))];
        return new Cohort("sample", Species.Mouse, isSimulated: true, cells, features, values, reasons, Funnel.None);
    }
}
