namespace EphysTx.Figures;

/// <summary>An axis: what it shows and in which unit. Limits are found from the data unless they are given.</summary>
/// <param name="Label">What it shows, without the unit; empty for an axis whose ticks say it already (class names).</param>
/// <param name="Unit">The unit, for instance "mV"; null for counts, shares and names.</param>
public sealed record Axis(string Label = "", string? Unit = null)
{
    /// <summary>Lower end; null: from the data.</summary>
    public double? Minimum { get; init; }

    /// <summary>Upper end; null: from the data.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether the scale is logarithmic (base 10). Values of zero and below then have no place and are counted as not drawn.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The axis title: label and unit.</summary>
    public string Title => string.IsNullOrWhiteSpace(Unit) ? Label : Label.Length == 0 ? Unit : $"{Label} ({Unit})";
}

/// <summary>A thin line across a panel that marks a value to compare with, such as chance level.</summary>
/// <param name="Value">Where it crosses the axis, in the axis' unit.</param>
/// <param name="Label">A few words beside it; null for none.</param>
/// <param name="OnX">True: a vertical line at an x value; false: a horizontal one at a y value.</param>
public sealed record ReferenceLine(double Value, string? Label = null, bool OnX = false);
