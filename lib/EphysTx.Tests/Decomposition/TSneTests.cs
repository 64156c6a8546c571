using System.Text.Json;
using EphysTx.Decomposition;
using EphysTx.Numerics;

namespace EphysTx.Tests.Decomposition;

public class TSneTests
{
    private static readonly ParallelOptions Threads = new();

    [Fact]
    public void Neighbour_probabilities_divergence_and_gradient_equal_scikit_learns_exact_method()
    {
        JsonElement fixture = Tables.Fixture("tsne.json");
        Matrix table = GoldenSparsePca.ReadMatrix(fixture.GetProperty("table"));
        Matrix probabilities = NeighbourProbabilities.Of(table, fixture.GetProperty("perplexity").GetDouble(), Threads);
        Matrix expected = GoldenSparsePca.ReadMatrix(fixture.GetProperty("joint"));
        Tables.Close(expected.Values, probabilities.Values, 1e-6);

        // From the reference's own probabilities, which carry single-precision distances, the rest must agree in double.
        var forces = new EmbeddingForces(expected, Threads);
        double[] points = Tables.Transposed(GoldenSparsePca.ReadMatrix(fixture.GetProperty("points"))).Values;
        Assert.Equal(fixture.GetProperty("divergence").GetDouble(), forces.Divergence(points, 1), 1e-10);
        var gradient = new double[points.Length];
        forces.Gradient(points, 1, gradient);
        Tables.Close(Tables.Transposed(GoldenSparsePca.ReadMatrix(fixture.GetProperty("gradient"))).Values, gradient, 1e-10);
    }

    [Fact]
    public void The_gradient_is_the_slope_of_the_divergence()
    {
        JsonElement fixture = Tables.Fixture("tsne.json");
        var forces = new EmbeddingForces(GoldenSparsePca.ReadMatrix(fixture.GetProperty("joint")), Threads);
        double[] points = Tables.Transposed(GoldenSparsePca.ReadMatrix(fixture.GetProperty("points"))).Values;
        var gradient = new double[points.Length];
        forces.Gradient(points, 1, gradient);
        for (int i = 0; i < points.Length; i += 7)
        {
            double at = points[i];
            points[i] = at + 1e-5;
            double above = forces.Divergence(points, 1);
            points[i] = at - 1e-5;
            double below = forces.Divergence(points, 1);
            points[i] = at;
            Assert.Equal((above - below) / 2e-5, gradient[i], 1e-8);
        }
    }

    [Fact]
    public void The_descent_takes_scikit_learns_course_through_both_phases()
    {
        JsonElement fixture = Tables.Fixture("tsne.json");
        Matrix table = GoldenSparsePca.ReadMatrix(fixture.GetProperty("table"));
        double[] start = Tables.Transposed(GoldenSparsePca.ReadMatrix(fixture.GetProperty("points"))).Values;
        var options = new TSneOptions { Perplexity = 8, LearningRate = 0.5, EarlyExaggeration = 2, Iterations = 400 };
        TSneResult result = TSne.Descend(table, options, start, null, CancellationToken.None);
        Assert.Equal(400, result.Iterations);
        Tables.Close(GoldenSparsePca.ReadMatrix(fixture.GetProperty("end")).Values, result.Coordinates.Values, 1e-4);
    }

    [Theory]
    [InlineData(TSneStart.PrincipalComponents)]
    [InlineData(TSneStart.Random)]
    public void Groups_stay_apart_and_the_number_of_threads_changes_no_bit(TSneStart start)
    {
        var random = new SeededRandom(11);
        var table = new Matrix(91, 5);
        for (int i = 0; i < table.Values.Length; i++)
        {
            table.Values[i] = random.NextNormal() + (i % 5 == (i / 5) % 3 ? 12 : 0);
        }

        TSneResult Map(int threads, long seed) =>
            TSne.Fit(table, new TSneOptions { Perplexity = 10, Start = start, Iterations = 500, MaxDegreeOfParallelism = threads }, seed);
        TSneResult one = Map(1, 4);
        Assert.Equal(one.Coordinates.Values, Map(3, 4).Coordinates.Values);
        Assert.Equal(start == TSneStart.PrincipalComponents, one.Coordinates.Values.SequenceEqual(Map(2, 5).Coordinates.Values));
        for (int cell = 0; cell < table.Rows; cell++)
        {
            int nearest = Enumerable.Range(0, table.Rows).Where(other => other != cell).MinBy(other => Distance(one.Coordinates, cell, other));
            Assert.Equal(cell % 3, nearest % 3);
        }
    }

    [Fact]
    public void Impossible_requests_are_named()
    {
        Matrix table = Tables.Smooth(20, 4, 1);
        Assert.Contains("perplexity of 30", Assert.Throws<EphysTxException>(() => TSne.Fit(table, new TSneOptions(), 1)).Message, StringComparison.Ordinal);
        Assert.Throws<EphysTxException>(() => TSne.Fit(table, new TSneOptions { Perplexity = 5, Iterations = 10 }, 1));
        table[2, 1] = double.NaN;
        Assert.Contains("row 2, column 1", Assert.Throws<EphysTxException>(() => TSne.Fit(table, new TSneOptions { Perplexity = 5 }, 1)).Message, StringComparison.Ordinal);
    }

    private static double Distance(Matrix points, int a, int b) => double.Hypot(points[a, 0] - points[b, 0], points[a, 1] - points[b, 1]);
}
