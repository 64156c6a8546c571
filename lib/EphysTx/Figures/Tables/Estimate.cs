using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

/// <summary>A value with its interval, as one cell of a table: <c>0.867 [0.851, 0.882]</c>. In CSV it takes three columns.</summary>
/// <param name="Value">The estimate; NaN where there is none.</param>
/// <param name="Low">Lower end of the interval; NaN where it is not known.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record Estimate(double Value, double Low = double.NaN, double High = double.NaN)
{
    /// <summary>The cell's text in a .NET number format, the same under any culture.</summary>
    public string Text(string format = "0.000") => double.IsFinite(Low) && double.IsFinite(High)
        ? $"{NumberText.Display(Value, format)} [{NumberText.Display(Low, format)}, {NumberText.Display(High, format)}]"
        : NumberText.Display(Value, format);

    /// <inheritdoc/>
    public override string ToString() => Text();
}

/// <summary>A mean with its standard deviation, as one cell of a table: <c>0.886 ± 0.021</c>. In CSV it takes two columns.</summary>
/// <param name="Mean">The mean; NaN where there is none.</param>
/// <param name="StandardDeviation">The standard deviation; NaN where it is not known.</param>
public sealed record Spread(double Mean, double StandardDeviation)
{
    /// <summary>The cell's text in a .NET number format, the same under any culture.</summary>
    public string Text(string format = "0.000") => double.IsFinite(StandardDeviation)
        ? $"{NumberText.Display(Mean, format)} ± {NumberText.Display(StandardDeviation, format)}"
        : NumberText.Display(Mean, format);

    /// <inheritdoc/>
    public override string ToString() => Text();
}
