using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

public class SequenceInputTests
{
    private const double None = double.NaN;

    // Family a has two columns, b one (constant), c one (never recorded among the first three cells).
    private static readonly double[] Values =
    [
        1, 10, 5, None,
        3, None, 5, None,
        5, 30, 5, None,
        7, 20, None, 2,
    ];

    [Fact]
    public void With_zeros_a_missing_value_counts_as_zero_and_becomes_an_extreme()
    {
        SequenceInput input = SequenceStandardizer.Fit(Small(Values), [0, 1, 2], MissingPolicy.Zeros).Transform(Small(Values));

        // Column 2 of the training cells is 10, 0, 30: mean 13.33, population deviation 12.47.
        double deviation = Math.Sqrt(((10 - (40 / 3.0)) * (10 - (40 / 3.0)) + (40 / 3.0 * 40 / 3.0) + ((30 - (40 / 3.0)) * (30 - (40 / 3.0)))) / 3);
        Assert.Equal((0 - (40 / 3.0)) / deviation, input.Values(1)[1], 1e-6);
        Assert.Equal((3, 2), (input.Layout.Steps, input.Layout.Width));
        Assert.True(input.Recorded(1).IsEmpty && input.HasFamily(0, 2));
        Assert.Equal(0f, input.Values(0)[3]);
    }

    [Fact]
    public void Masked_statistics_are_over_recorded_values_and_missing_families_do_not_count()
    {
        SequenceInput input = SequenceStandardizer.Fit(Small(Values), [0, 1, 2], MissingPolicy.Masked).Transform(Small(Values));

        Assert.Equal([-1f, 0f, 1f, 0f], new[] { input.Values(0)[1], input.Values(1)[1], input.Values(2)[1], input.Values(3)[1] });
        Assert.Equal([true, false, true, false, false, false], input.Recorded(1).ToArray());
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(step => input.HasFamily(0, step)));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(step => input.HasFamily(3, step)));
    }

    [Theory]
    [InlineData(MissingPolicy.Zeros)]
    [InlineData(MissingPolicy.Masked)]
    public void A_constant_column_and_a_family_that_training_never_saw_become_zeros(MissingPolicy policy)
    {
        SequenceInput input = SequenceStandardizer.Fit(Small(Values), [0, 1, 2], policy).Transform(Small(Values));

        Assert.All(Enumerable.Range(0, 3), cell => Assert.Equal(0f, input.Values(cell)[2]));
        Assert.All(Enumerable.Range(0, 3), cell => Assert.Equal(0f, input.Values(cell)[4]));
    }

    [Fact]
    public void Flattened_rows_make_the_same_input_again()
    {
        (SequenceInput input, _) = SequenceSamples.Cells(9, 3, MissingPolicy.Masked);
        var again = new SequenceInput(input.Layout, input.Flatten(), input.Policy);
        Assert.All(Enumerable.Range(0, 9), cell =>
        {
            Assert.Equal(input.Values(cell).ToArray(), again.Values(cell).ToArray());
            Assert.Equal(input.Recorded(cell).ToArray(), again.Recorded(cell).ToArray());
        });
    }

    [Fact]
    public void A_cell_with_nothing_recorded_has_every_family_at_the_mean()
    {
        double[] values = [.. Values[..12], None, None, None, None];
        SequenceInput input = SequenceStandardizer.Fit(Small(values), [0, 1, 2], MissingPolicy.Masked).Transform(Small(values));

        Assert.All(input.Values(3).ToArray(), value => Assert.Equal(0, value));
        Assert.DoesNotContain(true, input.Recorded(3).ToArray());
        Assert.All(Enumerable.Range(0, input.Layout.Steps), step => Assert.True(input.HasFamily(3, step)));
    }

    [Fact]
    public void Unrecorded_families_have_no_weight_and_their_values_no_influence()
    {
        (SequenceInput input, _) = SequenceSamples.Cells(20, 3, MissingPolicy.Masked);
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head()], 1);
        SequenceScores scores = model.Score("head", input);
        int masked = 0;
        for (int cell = 0; cell < 20; cell++)
        {
            Assert.Equal(1, scores.Attention!.Row(cell).ToArray().Sum(), 1e-5);
            for (int step = 0; step < input.Layout.Steps; step++)
            {
                masked += input.HasFamily(cell, step) ? 0 : 1;
                Assert.Equal(input.HasFamily(cell, step), scores.Attention[cell, step] > 0);
            }
        }

        Assert.True(masked > 10);
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_refused_with_its_place()
    {
        var layout = new SequenceLayout(["a", "b"], [2, 1]);
        var rows = new Matrix(1, 4, [1, double.PositiveInfinity, 2, 0]);
        Assert.Contains("Row 0, family a, position 1", Assert.Throws<EphysTxException>(() => new SequenceInput(layout, rows, MissingPolicy.Masked)).Message, StringComparison.Ordinal);
        rows[0, 1] = double.NaN;
        Assert.Throws<EphysTxException>(() => new SequenceInput(layout, rows, MissingPolicy.Zeros));
    }

    internal static Cohort Small(double[] values)
    {
        FeatureDefinition[] features = [new("a1", "a", "", ""), new("a2", "a", "", ""), new("b1", "b", "", ""), new("c1", "c", "", "")];
        int cells = values.Length / features.Length;
        CohortCell[] list = [.. Enumerable.Range(0, cells).Select(i => new CohortCell($"cell {i}", "Sst", $"donor {i}", new Dictionary<string, string>()))];
        MissingReason[] missing = Array.ConvertAll(values, value => double.IsNaN(value) ? MissingReason.NotReported : MissingReason.Present);
        return new Cohort("small", Species.Human, isSimulated: true, list, features, new Matrix(cells, features.Length, values), missing, Funnel.None);
    }
}
