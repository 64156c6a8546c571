using EphysTx.Recordings;

namespace EphysTx.Tests.Recordings;

public class SampleArrayTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Changes_are_found_from_both_ends(bool isSingle)
    {
        SampleArray x = Make(isSingle, 0, -0.0, 0, 3, 3, 3, 0, 0);
        Assert.Equal((2, 5, -1), (x.NextChange(0, 8), x.NextChange(3, 8), x.NextChange(6, 8)));
        Assert.Equal((5, 2, -1), (x.LastChange(8), x.LastChange(6), x.LastChange(3)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_step_to_or_from_a_missing_sample_is_a_change(bool isSingle)
    {
        SampleArray x = Make(isSingle, 1, 1, double.NaN, double.NaN, 1, 1);
        Assert.Equal([1, 2, 3, -1], [x.NextChange(0, 6), x.NextChange(2, 6), x.NextChange(3, 6), x.NextChange(4, 6)]);
        Assert.Equal([3, 2, 1, -1], [x.LastChange(6), x.LastChange(4), x.LastChange(3), x.LastChange(2)]);
    }

    [Fact]
    public void Changes_agree_with_differences_on_random_traces()
    {
        Random random = new(7);
        for (int round = 0; round < 2000; round++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => new[] { 0, -0.0, 1, double.NaN, double.PositiveInfinity }[random.Next(5)])];
            int[] expected = [.. Enumerable.Range(0, Math.Max(0, values.Length - 1)).Where(k => values[k + 1] - values[k] != 0)];
            foreach (SampleArray x in new[] { Make(true, values), Make(false, values) })
            {
                List<int> found = [];
                for (int k = x.NextChange(0, x.Length); k >= 0; k = x.NextChange(k + 1, x.Length))
                {
                    found.Add(k);
                }

                Assert.Equal(expected, found);
                Assert.Equal(expected.Length == 0 ? -1 : expected[^1], x.LastChange(x.Length));
                Assert.Equal(values.Any(double.IsNaN), x.HasNaN(x.Length));
            }
        }
    }

    [Fact]
    public void Single_precision_is_scaled_with_a_rounding_after_each_product()
    {
        float[] data = [30f, -70031.25f];
        TraceCleaning.Scale(data.AsSpan(0, 1), (float)1e-12, SignalUnit.PicoamperesPerAmpere);
        Assert.Equal(29.999998092651367, data[0]);
    }

    private static SampleArray Make(bool isSingle, params double[] values) =>
        isSingle ? new SampleArray([.. values.Select(value => (float)value)]) : new SampleArray(values);
}
