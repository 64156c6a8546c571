using EphysTx.Figures;
using EphysTx.Prediction;

namespace EphysTx.Notebooks;

/// <summary>Figures of one prediction.</summary>
public static class PredictionFigures
{
    /// <summary>The sweeps that the features were drawn from, with the detected spikes.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="source">Where the recording is from, for the line below the figure.</param>
    /// <param name="columns">Panels side by side.</param>
    /// <exception cref="EphysTxException">The cell did not come from a recording.</exception>
    public static Figure Traces(CellPrediction prediction, string source, int columns = 1)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (prediction.Cell.Traces.Count == 0)
        {
            throw new EphysTxException($"{prediction.Cell.Id} did not come from a recording, so there is no trace to draw.");
        }

        return new Figure("traces", $"{prediction.Cell.Id}: {(prediction.Label is null ? "no label" : prediction.Label)}", prediction.Cell.Traces.Select(trace => new LineChart(
            new LineSeries("voltage", trace.Times, trace.Voltages) { Style = SubclassPalette.Series(0) },
            new LineSeries("spikes found", [.. trace.SpikeTimes.SelectMany(time => new[] { time, time, double.NaN })], [.. trace.SpikeVoltages.SelectMany(peak => new[] { peak + 4, peak + 10, double.NaN })])
            {
                Style = SubclassPalette.Series(1) with { Dashed = false },
            })
        {
            Title = trace.Title,
            X = new Axis("time", "s"),
            Y = new Axis("membrane voltage", "mV"),
            PlotHeight = 150,
        }).ToArray())
        {
            ShowsCells = true,
            Columns = columns,
            Source = source,
            Subtitle = "Marks above the trace: spikes that were found.",
        };
    }
}
