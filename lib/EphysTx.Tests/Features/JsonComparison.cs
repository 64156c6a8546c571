using System.Collections;
using System.Text.Json;

namespace EphysTx.Tests.Features;

/// <summary>Compares a JSON value with a value of ours: null is NaN or null, numbers by |a - b| ≤ atol + rtol · |expected|, the rest exactly.</summary>
internal static class JsonComparison
{
    public static void Equal(JsonElement expected, object? actual, double rtol, double atol, string where)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                Assert.True(actual is null || (actual is double number && double.IsNaN(number)), $"{where}: expected nothing, got {actual}.");
                break;
            case JsonValueKind.Number:
                Number(expected.GetDouble(), actual, rtol, atol, where);
                break;
            case JsonValueKind.String when expected.GetString() is "Infinity" or "-Infinity" or "NaN" && actual is double:
                Number(double.Parse(expected.GetString()!, System.Globalization.CultureInfo.InvariantCulture), actual, rtol, atol, where);
                break;
            case JsonValueKind.String:
                Assert.True(Equals(expected.GetString(), actual), $"{where}: expected '{expected.GetString()}', got '{actual}'.");
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Assert.True(Equals(expected.GetBoolean(), actual), $"{where}: expected {expected}, got {actual}.");
                break;
            case JsonValueKind.Array when actual is ColumnsUpToSign columns:
                columns.Equal(expected, rtol, atol, where);
                break;
            case JsonValueKind.Array:
                List(expected, actual, rtol, atol, where);
                break;
            default:
                IDictionary<string, object?> map = Assert.IsAssignableFrom<IDictionary<string, object?>>(actual);
                foreach (JsonProperty property in expected.EnumerateObject())
                {
                    Assert.True(map.ContainsKey(property.Name), $"{where}: no '{property.Name}' in the result.");
                    Equal(property.Value, map[property.Name], rtol, atol, $"{where}.{property.Name}");
                }

                Assert.Equal(expected.EnumerateObject().Count(), map.Count);
                break;
        }
    }

    private static void Number(double expected, object? actual, double rtol, double atol, string where)
    {
        double value = actual switch
        {
            double d => d,
            int i => i,
            _ => throw new Xunit.Sdk.XunitException($"{where}: expected {expected}, got {actual ?? "null"}."),
        };
        bool close = double.IsFinite(expected) ? Math.Abs(value - expected) <= atol + (rtol * Math.Abs(expected)) : value.Equals(expected);
        Assert.True(close, $"{where}: expected {expected:R}, got {value:R}.");
    }

    private static void List(JsonElement expected, object? actual, double rtol, double atol, string where)
    {
        object?[] items = Assert.IsAssignableFrom<IEnumerable>(actual).Cast<object?>().ToArray();
        Assert.True(expected.GetArrayLength() == items.Length, $"{where}: expected {expected.GetArrayLength()} items, got {items.Length}.");
        for (int k = 0; k < items.Length; k++)
        {
            Equal(expected[k], items[k], rtol, atol, $"{where}[{k}]");
        }
    }
}
