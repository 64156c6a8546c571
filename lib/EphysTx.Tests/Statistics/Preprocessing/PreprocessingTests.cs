using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class PreprocessingTests
{
    private static readonly JsonElement Fixture = StatisticsFixture.Section("preprocessing");
    private static readonly Matrix Values = new(40, 6, Fixture.Numbers("values"));
    private static readonly int[] Train = Fixture.Integers("train");

    [Fact]
    public void Mean_and_deviation_agree_with_scikit_learn()
    {
        var standardizer = Standardizer.Fit(Values, Train);
        StatisticsFixture.AssertClose(Fixture.Numbers("mean")[..5], standardizer.Mean.Take(5).ToArray());
        StatisticsFixture.AssertClose(Fixture.Numbers("deviation")[..5], standardizer.Deviation.Take(5).ToArray(), 1e-9);
        StatisticsFixture.AssertClose(Fixture.Numbers("standardised"), standardizer.Transform(Values).Values, 1e-9);
    }

    [Fact]
    public void Medians_and_filled_values_agree_with_scikit_learn()
    {
        var imputer = Imputer.Fit(Values, Train);
        StatisticsFixture.AssertClose(Fixture.Numbers("median")[..5], imputer.Median.Take(5).ToArray());
        Matrix filled = imputer.Transform(Values).SelectColumns([0, 1, 2, 3, 4]);
        StatisticsFixture.AssertClose(Fixture.Numbers("imputed_seen_columns"), filled.Values);
    }

    [Fact]
    public void A_column_without_a_training_value_is_zero_everywhere_and_named()
    {
        var preprocessor = Preprocessor.Fit(Values, Train);
        Assert.Equal([5], preprocessor.Standardizer.UnseenColumns);
        Assert.Equal([5], preprocessor.Imputer.UnseenColumns);
        Assert.False(double.IsNaN(Values[39, 5]));
        Assert.All(preprocessor.Transform(Values).Column(5), value => Assert.Equal(0, value));
        Assert.Contains("sag", preprocessor.Statement(["a", "b", "c", "d", "e", "sag"]), StringComparison.Ordinal);
        Assert.DoesNotContain(preprocessor.Transform(Values).Values, double.IsNaN);
    }

    [Fact]
    public void Test_rows_do_not_change_what_was_fitted()
    {
        Matrix changed = Values.Clone();
        foreach (int row in Enumerable.Range(0, 40).Except(Train))
        {
            changed.Row(row).Fill(1e9);
        }

        var before = Preprocessor.Fit(Values, Train);
        var after = Preprocessor.Fit(changed, Train);
        Assert.Equal(before.Standardizer.Mean, after.Standardizer.Mean);
        Assert.Equal(before.Standardizer.Deviation, after.Standardizer.Deviation);
        Assert.Equal(before.Imputer.Median, after.Imputer.Median);
        Assert.Equal(before.Transform(Values).SelectRows(Train).Values, after.Transform(changed).SelectRows(Train).Values);
    }

    [Fact]
    public void Transforming_leaves_its_input_alone_and_training_rows_standardised()
    {
        double[] before = [.. Values.Values];
        Matrix standardised = Standardizer.Fit(Values, Train).Transform(Values).SelectRows(Train);
        Assert.Equal(before, Values.Values);
        foreach (int column in new[] { 0, 1, 2, 4 })
        {
            double[] present = standardised.Column(column).Where(value => !double.IsNaN(value)).ToArray();
            Assert.Equal(0, present.Average(), 9);
            Assert.Equal(1, present.Average(value => value * value), 8);
        }
    }

    [Fact]
    public void A_deviation_below_1e_minus_6_counts_as_1()
    {
        var values = new Matrix(4, 3, [1, 2e-6, 5, 1, 4e-6, 5, 1, 2e-6, double.NaN, 1, 4e-6, double.NaN]);
        var standardizer = Standardizer.Fit(values, [0, 1, 2, 3]);
        Assert.Equal(1, standardizer.Deviation[0]);
        Assert.Equal(1e-6, standardizer.Deviation[1], 1e-12);
        Assert.Equal(1, standardizer.Deviation[2]);
        Assert.Equal(0, standardizer.Transform(values)[3, 0]);
    }

    [Fact]
    public void The_median_of_an_even_number_of_values_is_halfway()
    {
        var values = new Matrix(5, 1, [4, 1, double.NaN, 3, 100]);
        Assert.Equal(3.5, Imputer.Fit(values, [0, 1, 2, 3, 4]).Median[0]);
        Assert.Equal(3, Imputer.Fit(values, [0, 1, 2, 3]).Median[0]);
    }

    [Fact]
    public void Faults_are_named()
    {
        var infinite = new Matrix(2, 2, [1, 2, 3, double.PositiveInfinity]);
        Assert.Contains("row 1, column 1", Assert.Throws<EphysTxException>(() => Standardizer.Fit(infinite, [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<EphysTxException>(() => Imputer.Fit(Values, []));
        Assert.Throws<EphysTxException>(() => Standardizer.Fit(Values, Train).Transform(new Matrix(1, 5)));
        Assert.Throws<ArgumentException>(() => new Standardizer([0, 0], [1, 0]));
    }
}
