using System.Globalization;
using System.Text.Json.Nodes;

namespace EphysTx.Workbook.Drift;

/// <summary>TODO</summary>
internal sealed record DriftTolerance
{
    /// <summary>Largest relative difference of a number.</summary>
    public double Relative { get; init; } = 1e-9;

    /// <summary>Whether a value may stand for the committed one.</summary>
    public bool Accepts(string name, JsonValue? committed, JsonValue? now) =>
        ResultNumbers.Number(committed) is { } was && ResultNumbers.Number(now) is { } number
            ? Math.Abs(number - was) <= Allowed(name, was)
            : ResultNumbers.Text(committed) == ResultNumbers.Text(now);

    /// <summary>The same in words.</summary>
    public string Words(string name, JsonValue? committed) =>
        ResultNumbers.Number(committed) is { } was ? string.Create(CultureInfo.InvariantCulture, $"± {Allowed(name, was):G2}") : "the same";

    private double Allowed(string name, double committed) => Relative * Math.Max(1, Math.Abs(committed));
}
