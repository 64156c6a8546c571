using System.Text.Json;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

/// <summary>Fixtures/smote.json has what imbalanced-learn makes of small tables; see its script.</summary>
public class SmoteTests
{
    public static TheoryData<int> Cases => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_pairs_give_the_values_of_imbalanced_learn(int index)
    {
        Case fixture = Case.Read(index);
        SyntheticCell[] cells = [.. fixture.Draws.Select(draw => new SyntheticCell((int)draw[0], (int)draw[1], (int)draw[2], draw[3]))];

        float[] made = new Smote(cells, fixture.Neighbours, []).Interpolate(fixture.Rows, fixture.Width);

        Assert.NotEmpty(cells);
        Assert.Equal(fixture.Made.Length, made.Length);
        Assert.All(fixture.Made.Zip(made), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Classes_are_filled_up_along_lines_to_the_neighbours_of_imbalanced_learn(int index)
    {
        Case fixture = Case.Read(index);
        int largest = fixture.Labels.GroupBy(label => label).Max(group => group.Count());

        Smote smote = Smote.Plan(fixture.Rows, fixture.Width, fixture.Labels, new SmoteOptions(), seed: 5);

        Assert.Equal(fixture.Neighbours, smote.Neighbours);
        Assert.Empty(smote.CopiedClasses);
        Assert.All(
            fixture.Labels.Concat(smote.Cells.Select(cell => cell.Label)).GroupBy(label => label),
            group => Assert.Equal(largest, group.Count()));
        Assert.All(smote.Cells, cell => Assert.Contains(cell.Neighbour, fixture.Near[cell.Base]));
        Assert.All(smote.Cells, cell => Assert.InRange(cell.Step, 0, 1));
        Assert.Contains(smote.Cells, cell => cell.Neighbour != smote.Cells[0].Neighbour);
    }

    [Fact]
    public void The_neighbours_of_every_cell_are_those_of_imbalanced_learn()
    {
        Case fixture = Case.Read(0);
        var found = new Dictionary<int, HashSet<int>>();

        // Enough draws that each of the 5 neighbours of each of the 15 cells comes up.
        for (int seed = 0; seed < 200; seed++)
        {
            foreach (SyntheticCell cell in Smote.Plan(fixture.Rows, fixture.Width, fixture.Labels, null, seed).Cells)
            {
                found.TryAdd(cell.Base, []);
                found[cell.Base].Add(cell.Neighbour);
            }
        }

        Assert.Equal(fixture.Near.Keys.Order(), found.Keys.Order());
        Assert.All(found, pair => Assert.Equal(fixture.Near[pair.Key].Order(), pair.Value.Order()));
    }

    [Fact]
    public void Same_seed_same_cells_and_another_seed_others()
    {
        Case fixture = Case.Read(2);

        Smote first = Smote.Plan(fixture.Rows, fixture.Width, fixture.Labels, null, 1);
        Smote again = Smote.Plan(fixture.Rows, fixture.Width, fixture.Labels, null, 1);
        Smote other = Smote.Plan(fixture.Rows, fixture.Width, fixture.Labels, null, 2);

        Assert.Equal(first.Cells, again.Cells);
        Assert.NotEqual(first.Cells, other.Cells);
    }

    [Fact]
    public void A_missing_value_is_not_a_zero()
    {
        // Row 5 lacks its first value. What it shares with row 4 is nearest; with a zero in its place row 6 would be.
        float[] rows =
        [
            0, 0, 1, 0, 2, 0, 0, 3,
            50, 10, float.NaN, 11, 20, 13,
        ];
        int[] labels = [0, 0, 0, 0, 1, 1, 1];

        SyntheticCell[] fromTheGap = [.. Enumerable.Range(0, 50)
            .SelectMany(seed => Smote.Plan(rows, 2, labels, new SmoteOptions { Neighbours = 1 }, seed).Cells)
            .Where(cell => cell.Base == 5)];

        Assert.NotEmpty(fromTheGap);
        Assert.All(fromTheGap, cell => Assert.Equal(4, cell.Neighbour));
    }

    [Fact]
    public void Cells_that_share_no_value_are_the_last_to_be_neighbours()
    {
        float[] rows =
        [
            0, 0, 1, 1, 2, 2, 3, 3,
            5, float.NaN, float.NaN, 5, 900, 900,
        ];

        Smote[] plans = [.. Enumerable.Range(0, 50).Select(seed => Smote.Plan(rows, 2, [0, 0, 0, 0, 1, 1, 1], new SmoteOptions { Neighbours = 1 }, seed))];

        Assert.Contains(plans, plan => plan.Cells[0].Base == 4);
        Assert.All(plans.SelectMany(plan => plan.Cells), cell => Assert.True(cell.Base == 6 || cell.Neighbour == 6));
    }

    [Theory]
    [InlineData(0.25, 2.5f, 7f, float.NaN)]
    [InlineData(0.75, 7.5f, float.NaN, 9f)]
    public void A_synthetic_cell_lacks_what_the_nearer_of_its_two_cells_lacks(double step, float both, float ofBase, float ofNeighbour)
    {
        float[] rows = [0, 7, float.NaN, float.NaN, 10, float.NaN, 9, float.NaN];
        var made = new float[4];

        new SyntheticCell(0, 0, 1, step).Interpolate(rows, 4, made);

        Assert.Equal([both, ofBase, ofNeighbour, float.NaN], made);
    }

    [Fact]
    public void A_class_with_a_single_cell_is_copied_and_named()
    {
        Smote smote = Smote.Plan([1, 2, 3, 9], 1, [0, 0, 0, 1], null, 1);

        Assert.Equal([1], smote.CopiedClasses);
        Assert.Equal(0, smote.Neighbours);
        Assert.Equal([9, 9], smote.Interpolate([1, 2, 3, 9], 1));
    }

    [Fact]
    public void Classes_of_one_size_and_a_class_without_cells_need_nothing()
    {
        Assert.Empty(Smote.Plan([1, 2, 3, 4], 1, [0, 0, 2, 2], null, 1).Cells);
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Assert.Contains("no cells", Assert.Throws<EphysTxException>(() => Smote.Plan([], 1, [], null, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("row 1, column 0", Assert.Throws<EphysTxException>(() => Smote.Plan([1, float.PositiveInfinity], 1, [0, 1], null, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("0 neighbours", Assert.Throws<EphysTxException>(() => Smote.Plan([1], 1, [0], new SmoteOptions { Neighbours = 0 }, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Smote.Plan([1, 2, 3], 2, [0], null, 1));
    }

    [Fact]
    public void Stopping_ends_the_search()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Smote.Plan([1, 2, 3, 4, 5], 1, [0, 0, 0, 1, 1], null, 1, stop.Token));
    }

    private sealed record Case(float[] Rows, int Width, int[] Labels, int Neighbours, double[][] Draws, double[] Made, Dictionary<int, int[]> Near)
    {
        public static Case Read(int index)
        {
            string path = Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Sequence", "Fixtures", "smote.json");
            JsonElement item = JsonDocument.Parse(File.ReadAllText(path)).RootElement[index];
            return new Case(
                [.. item.GetProperty("x").EnumerateArray().Select(value => value.GetSingle())],
                item.GetProperty("width").GetInt32(),
                [.. item.GetProperty("y").EnumerateArray().Select(value => value.GetInt32())],
                item.GetProperty("neighbours").GetInt32(),
                [.. item.GetProperty("draws").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())],
                [.. item.GetProperty("made").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))],
                item.GetProperty("near").EnumerateObject().ToDictionary(
                    pair => int.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture),
                    pair => pair.Value.EnumerateArray().Select(value => value.GetInt32()).ToArray()));
        }
    }
}
