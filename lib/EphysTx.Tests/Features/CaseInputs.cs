using System.Text.Json;
using EphysTx.Features.Signals;
using EphysTx.Recordings;

namespace EphysTx.Tests.Features;

/// <summary>The inputs of one golden case by name; null elements are NaN.</summary>
internal sealed class CaseInputs(JsonElement json)
{
    public JsonElement Json => json;

    public bool Has(string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public double Number(string name) => json.GetProperty(name).GetDouble();

    public double Number(string name, double otherwise) => Has(name) ? Number(name) : otherwise;

    public double? Maybe(string name) => Has(name) ? Number(name) : null;

    public int Integer(string name) => json.GetProperty(name).GetInt32();

    public bool Flag(string name) => json.GetProperty(name).GetBoolean();

    public bool Flag(string name, bool otherwise) => Has(name) ? Flag(name) : otherwise;

    public string Text(string name) => json.GetProperty(name).GetString()!;

    public double[] Numbers(string name) => Numbers(json.GetProperty(name));

    public int[] Integers(string name) => [.. json.GetProperty(name).EnumerateArray().Select(item => item.GetInt32())];

    public SampleArray Samples(string name) => new(Numbers(name));

    /// <summary>The axis: times given as <c>t</c> or <c>time</c>, else k / rate_hz.</summary>
    public TimeAxis Time(int length) =>
        Has("t") ? TimeAxis.FromTimes(Numbers("t"))
        : Has("time") ? TimeAxis.FromTimes(Numbers("time"))
        : TimeAxis.Uniform(length, Number("rate_hz"));

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    public static double Number(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => double.Parse(item.GetString()!, System.Globalization.CultureInfo.InvariantCulture),
        _ => item.GetDouble(),
    };
}
