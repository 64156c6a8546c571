using System.Text.Json;

namespace EphysTx.Tests.Statistics;

/// <summary>The reference numbers that <c>make_fixtures.py</c> wrote; null stands for NaN.</summary>
internal static class StatisticsFixture
{
    private static readonly JsonElement Root = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Statistics", "Fixtures", "statistics.json"))).RootElement;

    public static JsonElement Section(string name) => Root.GetProperty(name);

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static int[] Integers(this JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(value => value.GetInt32()).ToArray();

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static double[] Numbers(this JsonElement element) =>
        element.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble()).ToArray();

    /// <summary>Asserts agreement to a relative tolerance (absolute below 1); NaN only with NaN.</summary>
    public static void AssertClose(double expected, double actual, double tolerance = 1e-12)
    {
        bool close = double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(close, FormattableString.Invariant($"expected {expected:R}, got {actual:R}"));
    }

    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            AssertClose(expected[i], actual[i], tolerance);
        }
    }
}
