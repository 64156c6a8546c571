using EphysTx.Cohorts;
using EphysTx.Features;

namespace EphysTx.Prediction;

/// <summary>One cell to predict: its values in the model's order and units, and why others are missing.</summary>
/// <param name="Id">Name of the cell.</param>
/// <param name="Source">File it came from.</param>
/// <param name="Values">One a feature of the model; NaN where missing.</param>
/// <param name="Reasons">One a feature; null where the value is there.</param>
/// <param name="Traces">Sweeps to draw; empty when it did not come from a recording.</param>
public sealed record CellFeatures(string Id, string Source, IReadOnlyList<double> Values, IReadOnlyList<string?> Reasons, IReadOnlyList<TraceExcerpt> Traces)
{
    /// <summary>Lowest sampling rate of the sweeps behind it, in Hz; NaN when it did not come from a recording.</summary>
    public double SamplingRate { get; init; } = double.NaN;

    /// <summary>Puts named values into the order of a model.</summary>
    /// <param name="id">Name of the cell.</param>
    /// <param name="source">File it came from.</param>
    /// <param name="features">The model's features.</param>
    /// <param name="scalars">Values in the model's units, with reasons.</param>
    /// <param name="traces">Sweeps to draw.</param>
    /// <param name="otherwise">Reason for a feature that is not among them.</param>
    public static CellFeatures Of(
        string id, string source, IReadOnlyList<FeatureDefinition> features, IReadOnlyList<ScalarValue> scalars, IReadOnlyList<TraceExcerpt>? traces = null, string otherwise = "not measured")
    {
        ArgumentNullException.ThrowIfNull(features);
        Dictionary<string, ScalarValue> byName = scalars.ToDictionary(one => one.Name, StringComparer.Ordinal);
        ScalarValue?[] found = [.. features.Select(feature => byName.GetValueOrDefault(feature.Name))];
        return new CellFeatures(
            id,
            source,
            [.. found.Select(one => one is { } value && double.IsFinite(value.Value) ? value.Value : double.NaN)],
            [.. found.Select(one => one is null ? otherwise : double.IsFinite(one.Value) ? null : one.Failure?.Text ?? "not reported")],
            traces ?? []);
    }
}

/// <summary>A stretch of a sweep to be drawn.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Times">In s.</param>
/// <param name="Voltages">In mV.</param>
/// <param name="SpikeTimes">Peaks of the detected spikes, in s.</param>
/// <param name="SpikeVoltages">Voltage at these peaks, in mV.</param>
public sealed record TraceExcerpt(string Title, IReadOnlyList<double> Times, IReadOnlyList<double> Voltages, IReadOnlyList<double> SpikeTimes, IReadOnlyList<double> SpikeVoltages);
