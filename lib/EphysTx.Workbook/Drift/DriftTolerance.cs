using System.Globalization;
using System.Text.Json.Nodes;

namespace EphysTx.Workbook.Drift;

/// <summary>
/// How far a number may move before it counts as drift. The same seed gives the same bits on one machine; other processors have other vector widths and other
/// exponentials in their mathematics library. With narrower vectors and without fused multiply-add there, every recorded result stayed the same to the last digit, networks too, so that
/// one small tolerance serves all (docs/publishing.md has the measurement).
/// </summary>
internal sealed record DriftTolerance
{
    /// <summary>Largest difference of a number, relative to its size or, below 1, absolute. Default 1e-9; 0 or more.</summary>
    public double Relative { get; init; } = 1e-9;

    /// <summary>Whether a value may stand for the committed one.</summary>
    public bool Accepts(JsonValue? committed, JsonValue? now) =>
        ResultNumbers.Number(committed) is { } was && ResultNumbers.Number(now) is { } number
            ? Math.Abs(number - was) <= Allowed(was)
            : ResultNumbers.Text(committed) == ResultNumbers.Text(now);

    /// <summary>The same in words.</summary>
    public string Words(JsonValue? committed) =>
        ResultNumbers.Number(committed) is { } was ? string.Create(CultureInfo.InvariantCulture, $"± {Allowed(was):G2}") : "the same";

    private double Allowed(double committed) => Relative * Math.Max(1, Math.Abs(committed));
}
