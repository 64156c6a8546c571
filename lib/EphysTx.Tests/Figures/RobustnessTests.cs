using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using EphysTx.Figures;
using EphysTx.Figures.Drawing;
using EphysTx.Numerics;

namespace EphysTx.Tests.Figures;

/// <summary>Empty, missing, extreme and hostile input gives a figure that says so, not a crash or broken markup.</summary>
public class RobustnessTests
{
    private const string Hostile = "</text><script>alert(\"1\")</script> & 'q' \u0001\uD800 ]]>\n=cmd|' /C calc'!A0, \"quoted\"";

    public static TheoryData<string> Kinds => [.. Charts([], []).Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_data_says_so(string kind)
    {
        var figure = new Figure("empty", "Nothing", Charts([], [])[kind]);
        Assert.Contains(">no data<", figure.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("no data", figure.ToPlotlyJson(), StringComparison.Ordinal);
        Assert.StartsWith("panel", figure.ToCsv(), StringComparison.Ordinal);
        XDocument.Parse(figure.ToSvg());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_missing_values_is_no_data(string kind)
    {
        var figure = new Figure("missing", "Nothing", Charts(["a", "b"], [double.NaN, double.NaN])[kind]);
        Assert.Contains(">no data<", figure.ToSvg(), StringComparison.Ordinal);
        JsonDocument.Parse(figure.ToPlotlyJson()).Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Missing_values_are_counted_in_a_note(string kind)
    {
        var figure = new Figure("part", "Part", Charts(["a", "b", "c"], [1, double.NaN, 3])[kind]);
        Assert.Contains("1 ", string.Join('|', figure.AllNotes()), StringComparison.Ordinal);
        Assert.Contains("missing", figure.ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", figure.ToSvg() + figure.ToPlotlyJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_need_not_be_there_is_not_counted_as_missing()
    {
        Figure Of(bool optional) => new("part", "Part", new IntervalChart(["a", "b"], new IntervalSeries("published", [1, double.NaN], [0, double.NaN], [2, double.NaN]) { Optional = optional }));

        Assert.Contains("missing", Of(false).ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("missing", Of(true).ToSvg(), StringComparison.Ordinal);
        Assert.Equal(Of(false).ToCsv(), Of(true).ToCsv());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_value_equal_values_and_extreme_values_are_drawn(string kind)
    {
        double[][] cases = [[0], [5], [-3, -3], [1e-300, 2e-300], [1e300, -1e300], [double.PositiveInfinity, 1], [1e15, 1e15 + 2], [-1, -2, -3]];
        foreach (double[] values in cases)
        {
            var figure = new Figure("extreme", "Extreme", Charts([.. values.Select((_, i) => $"c{i}")], values)[kind]);
            string svg = figure.ToSvg();
            XDocument.Parse(svg);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", svg + figure.ToPlotlyJson(), StringComparison.Ordinal);
            Assert.True(svg.Length < 150_000);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_text_stays_text(string kind)
    {
        var figure = new Figure("hostile", Hostile, Charts([Hostile, "b"], [1, 2], Hostile)[kind] with { Title = Hostile, X = new Axis(Hostile, "<b>"), Y = new Axis(Hostile) })
        {
            Subtitle = Hostile, Footnotes = [Hostile], Source = Hostile,
        };
        XDocument svg = XDocument.Parse(figure.ToSvg());
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "script");
        XDocument.Parse(figure.ToHtml());
        Assert.DoesNotContain("<script", figure.ToPlotlyJson(), StringComparison.OrdinalIgnoreCase);
        List<string[]> records = CsvText.Parse(figure.ToCsv());
        Assert.All(records, record => Assert.Equal(records[0].Length, record.Length));
    }

    [Fact]
    public void Very_long_names_are_kept_whole_inside_the_canvas()
    {
        string name = string.Concat(Enumerable.Repeat("corticotropin", 8)) + " " + string.Join(' ', Enumerable.Repeat("releasing hormone", 6));
        foreach (Chart chart in Charts([name, "b", "c"], [1, 2, 3], name).Where(one => one.Key is "interval" or "lying").Select(one => one.Value))
        {
            var layout = new FigureLayout(new Figure("long", name, chart));
            Assert.All(layout.Texts.SelectMany(box => box.Corners), corner => Assert.InRange(corner.X, 0, 820));
            string drawn = string.Concat(layout.Texts.Select(box => box.Text)).Replace(" ", "", StringComparison.Ordinal);
            Assert.Contains(name.Replace(" ", "", StringComparison.Ordinal), drawn, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_hundred_thousand_points_stay_small()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sin(i * 0.37) * i)];
        foreach (Chart chart in new Chart[] { new ScatterChart(new PointSeries("s", x, x)), new LineChart(new LineSeries("s", x, x)), new BoxChart(new BoxGroup("s", x)), new Histogram(new HistogramSeries("s", x)) })
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(new Figure("many", "Many", chart).ToSvg()), 1000, 150_000);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData("a b")]
    [InlineData("Upper")]
    [InlineData("con")]
    [InlineData("-first")]
    [InlineData("dot.ted")]
    public void A_name_that_is_no_file_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => new Figure(name, "t"));

    [Fact]
    public void A_folder_that_cannot_be_made_is_reported_in_one_sentence()
    {
        string file = Path.GetTempFileName();
        try
        {
            EphysTxException error = Assert.Throws<EphysTxException>(() => FigureFiles.Save(Recipes.ClassCounts(), Path.Combine(file, "below")));
            Assert.Contains("class-counts", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Series_of_the_wrong_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BarChart(["a"], new BarSeries("s", [1, 2])));
        Assert.Throws<ArgumentException>(() => new PointSeries("s", [1], [1, 2]));
        Assert.Throws<ArgumentException>(() => new IntervalChart(["a"], new IntervalSeries("s", [1], [1], [])));
        Assert.Throws<ArgumentException>(() => new HeatMap(["a"], ["b", "c"], new Matrix(1, 1)));
    }

    [Fact]
    public void Changing_the_array_afterwards_does_not_change_the_figure()
    {
        double[] values = [1, 2];
        var figure = new Figure("copy", "Copy", new BarChart(["a", "b"], new BarSeries("s", values)));
        string before = figure.ToSvg();
        values[0] = 99;
        Assert.Equal(before, figure.ToSvg());
    }

    private static Dictionary<string, Chart> Charts(string[] names, double[] values, string series = "s") => new()
    {
        ["bar"] = new BarChart(names, new BarSeries(series, values)),
        ["lying"] = new BarChart(names, new BarSeries(series, values)) { Horizontal = true },
        ["stacked"] = new BarChart(names, new BarSeries(series, values)) { Mode = BarMode.Stacked },
        ["scatter"] = new ScatterChart(new PointSeries(series, [.. values.Select((_, i) => (double)i)], values)),
        ["line"] = new LineChart(new LineSeries(series, [.. values.Select((_, i) => (double)i)], values)),
        ["box"] = new BoxChart(values.Length == 0 ? [] : [new BoxGroup(series, values)]),
        ["interval"] = new IntervalChart(names, new IntervalSeries(series, values, values, values)),
        ["heat"] = new HeatMap(["r"], names, new Matrix(1, names.Length, values)),
        ["histogram"] = new Histogram(new HistogramSeries(series, values)),
    };
}
