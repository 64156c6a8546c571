using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

/// <summary>
/// What one panel of a figure shows: data, axes and reference lines, never pixels. Missing numbers are <see cref="double.NaN"/>;
/// they are left out of the drawing, counted in a note below the figure, and written as NA in the CSV.
/// The kinds are <see cref="BarChart"/>, <see cref="ScatterChart"/>, <see cref="LineChart"/>, <see cref="BoxChart"/>,
/// <see cref="IntervalChart"/>, <see cref="HeatMap"/> and <see cref="Histogram"/>.
/// </summary>
public abstract record Chart
{
    private protected Chart()
    {
    }

    /// <summary>A short heading over the panel, such as "Mouse (3,699 cells)"; null where the figure has one panel.</summary>
    public string? Title { get; init; }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>Lines to compare with, such as chance level.</summary>
    public IReadOnlyList<ReferenceLine> ReferenceLines { get; init => field = [.. value]; } = [];

    /// <summary>Height of the data region in pixels; null: fitting the content.</summary>
    public double? PlotHeight { get; init; }

    internal abstract Domain XDomain();

    internal abstract Domain YDomain();

    /// <summary>Whether the chart is given one value per item (a cell, as a rule), not statistics of many.</summary>
    internal virtual bool HoldsItems => false;

    internal virtual bool HasData => XDomain() is not EmptyDomain && YDomain() is not EmptyDomain;

    internal virtual double NaturalHeight(double plotWidth) => 260;

    /// <summary>Width that the chart needs right of its data region (a colour bar, a column of numbers).</summary>
    internal virtual double RightMargin => 0;

    /// <summary>Whether light lines mark the ticks of the value axes.</summary>
    internal virtual bool HasGrid => true;

    internal virtual IEnumerable<LegendEntry> Legend() => [];

    internal abstract void Draw(SvgCanvas canvas, PlotArea area);

    internal abstract IEnumerable<DataRow> Rows();

    internal abstract int MissingCount();

    /// <summary>What a note says of values that are not drawn; the number comes before it.</summary>
    internal virtual (string One, string Many) MissingWords => ("value is missing and not drawn.", "values are missing and not drawn.");

    internal virtual IEnumerable<string> Notes() => [];

    internal abstract IEnumerable<JsonObject> PlotlyTraces();

    private protected static void CheckEnds(IEnumerable<XySeries> series)
    {
        foreach (XySeries one in series)
        {
            CheckLength(one.Low?.Count ?? one.Y.Count, one.Y.Count, "lower ends", one.Name);
            CheckLength(one.High?.Count ?? one.Y.Count, one.Y.Count, "upper ends", one.Name);
        }
    }

    private protected static void CheckLength(int actual, int expected, string what, string series)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"Series '{series}' has {actual} {what}, but {expected} are needed.");
        }
    }
}
