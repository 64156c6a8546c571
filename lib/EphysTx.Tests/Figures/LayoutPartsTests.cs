using EphysTx.Figures;
using EphysTx.Figures.Drawing;

namespace EphysTx.Tests.Figures;

public class LayoutPartsTests
{
    [Theory]
    [InlineData(10, 5, 2)]
    [InlineData(1, 5, 0.2)]
    [InlineData(7, 5, 2)]
    [InlineData(1000, 8, 200)]
    [InlineData(0.3, 3, 0.1)]
    public void Tick_steps_are_1_2_or_5_times_a_power_of_ten(double span, int most, double step) => Assert.Equal(step, Ticks.NiceStep(span, most), 12);

    [Fact]
    public void Ticks_are_labelled_with_just_the_decimals_of_their_step()
    {
        Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], Ticks.Of(0, 1, false, 6).Labels);
        Assert.Equal(["−10", "−5", "0", "5"], Ticks.Of(-12, 8, false, 5).Labels);
        Assert.Equal(["0", "500", "1,000", "1,500"], Ticks.Of(0, 1800, false, 5).Labels);
        Assert.Equal(["0.01", "0.1", "1", "10", "100", "1,000"], Ticks.Of(0.01, 1000, true, 6).Labels);
        Assert.Equal(["1", "2", "5", "10", "20", "50"], Ticks.Of(1, 60, true, 7).Labels);
    }

    [Fact]
    public void Text_is_measured_in_helvetica_widths()
    {
        // Advance widths of the Adobe font metrics: H 722, e 556, l 222, o 556.
        Assert.Equal((722 + 556 + 222 + 222 + 556) * 12 / 1000.0, TextMetrics.Width("Hello", 12), 9);
        Assert.Equal((722 + 556 + 278 + 278 + 611) * 12 / 1000.0, TextMetrics.Width("Hello", 12, bold: true), 9);
    }

    [Fact]
    public void Wrapping_keeps_every_character_and_the_width()
    {
        const string text = "upstroke/downstroke ratio of the first action potential in_the_rheobase_sweep";
        foreach (double width in new double[] { 20, 60, 100, 300, 1000 })
        {
            IReadOnlyList<string> lines = TextMetrics.Wrap(text, 12, width);
            Assert.All(lines, line => Assert.True(TextMetrics.Width(line, 12) <= width, line));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Boxes_use_the_quartiles_that_r_gives_by_default()
    {
        // R: quantile(c(1, 2, 4, 8, 16, 100)) = 1, 2.5, 6, 14, 100; boxplot whisker at 16.
        BoxStatistics box = BoxStatistics.Of([1, 2, 4, 8, 16, 100]);
        Assert.Equal(new BoxStatistics(1, 2.5, 6, 14, 16), box);
    }

    [Fact]
    public void Segments_are_clipped_to_the_region()
    {
        double x1 = -10, y1 = 5, x2 = 20, y2 = 5;
        Assert.True(Shapes.Clip(ref x1, ref y1, ref x2, ref y2, 0, 0, 10, 10));
        Assert.Equal((0, 5, 10, 5), (x1, y1, x2, y2));
        (x1, y1, x2, y2) = (-5, -5, -1, 20);
        Assert.False(Shapes.Clip(ref x1, ref y1, ref x2, ref y2, 0, 0, 10, 10));
    }

    [Fact]
    public void Histogram_bins_hold_every_value_once()
    {
        double[] values = [0, 0.1, 0.2, 0.3, 0.3, 0.7, 1.0, 2.5, double.NaN];
        var chart = new Histogram(new HistogramSeries("s", values)) { BinWidth = 0.5 };
        Assert.Equal([5.0, 1, 1, 0, 0, 1], chart.Rows().Select(row => (double)DataRows.Field(row, "value")!));
    }

    [Fact]
    public void A_confusion_matrix_is_normalised_by_row_and_keeps_the_counts()
    {
        HeatMap map = HeatMap.Confusion(["a", "b"], new(2, 2, [3, 1, 0, 0]));
        Assert.Equal([0.75, 0.25, double.NaN, double.NaN], map.Values);
        Assert.Equal([3.0, 1, 0, 0], map.Counts!);
        Assert.Equal("75 %\n3", map.CellTexts![0]);
    }
}
