using EphysTx.Figures;

namespace EphysTx.Tests.Figures;

public class LineGapTests
{
    [Fact]
    public void A_gap_on_purpose_is_no_missing_value()
    {
        string marks = Draw([1, 1, double.NaN, 2, 2], [0, 1, double.NaN, 0, 1]), missing = Draw([1, 1, 1.5, 2, 2], [0, 1, double.NaN, 0, 1]);

        Assert.DoesNotContain("missing", marks, StringComparison.Ordinal);
        Assert.Contains("1 value is missing", missing, StringComparison.Ordinal);
    }

    private static string Draw(double[] x, double[] y) => new Figure("gaps", "Gaps", new LineChart(new LineSeries("marks", x, y))).ToSvg();
}
