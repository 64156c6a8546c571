using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using EphysTx.Figures;
using EphysTx.Figures.Drawing;

namespace EphysTx.Tests.Figures;

/// <summary>What must hold for every recipe. Set EPHYSTX_RECIPES to a folder to keep the files for looking at.</summary>
public class RecipeTests
{
    public static TheoryData<string> Names => [.. Recipes.All.Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_is_well_formed_self_contained_and_small(string name)
    {
        string svg = Figure(name).ToSvg();
        XElement root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal(Figure(name).Title, root.Elements().First(e => e.Name.LocalName == "title").Value);
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "style" or "image" or "use" or "foreignObject");
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), a => a.Name.LocalName is "id" or "href" || a.Value.Contains("url(", StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(svg) < 150_000, $"{Encoding.UTF8.GetByteCount(svg)} bytes");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_are_the_same_twice_and_under_any_culture(string name)
    {
        string[] before = Outputs(Figure(name));
        CultureInfo old = CultureInfo.CurrentCulture;
        try
        {
            // A culture that writes 1.234,5 and has its own minus sign; built by hand because the build is culture-invariant.
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NumberDecimalSeparator = ",";
            other.NumberFormat.NumberGroupSeparator = ".";
            other.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = other;
            Assert.Equal(before, Outputs(Figure(name)));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_overlaps_another_or_leaves_the_canvas(string name)
    {
        Figure figure = Figure(name);
        var layout = new FigureLayout(figure);
        foreach (TextBox box in layout.Texts)
        {
            Assert.All(box.Corners, corner => Assert.True(
                corner.X >= 2 && corner.X <= figure.Width - 2 && corner.Y >= 2 && corner.Y <= layout.Height - 2, $"'{box.Text}' leaves the canvas at {corner}."));
        }

        for (int i = 0; i < layout.Texts.Count; i++)
        {
            for (int j = i + 1; j < layout.Texts.Count; j++)
            {
                Assert.False(TextBoxes.Overlap(layout.Texts[i], layout.Texts[j]), $"'{layout.Texts[i].Text}' lies on '{layout.Texts[j].Text}'.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_is_large_enough_to_read(string name)
    {
        XElement root = XDocument.Parse(Figure(name).ToSvg()).Root!;
        Assert.All(root.Descendants().Where(e => e.Name.LocalName == "text"), text =>
            Assert.True(double.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture) >= 11, text.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Csv_has_one_record_per_row_and_reads_back(string name)
    {
        Figure figure = Figure(name);
        List<string[]> records = CsvText.Parse(figure.ToCsv());
        Assert.Equal(figure.Rows().Count, records.Count - 1);
        Assert.All(records, record => Assert.Equal(records[0].Length, record.Length));
        foreach ((int i, DataRow row) in figure.Rows().Index())
        {
            foreach ((string column, object? value) in row.Fields)
            {
                string field = records[i + 1][Array.IndexOf(records[0], column)];
                switch (value)
                {
                    case double number when double.IsNaN(number):
                        Assert.Equal("NA", field);
                        break;
                    case double number:
                        Assert.Equal(number, double.Parse(field, CultureInfo.InvariantCulture));
                        break;
                    default:
                        Assert.Equal(value?.ToString() ?? "", field);
                        break;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plotly_json_has_data_on_axes_that_the_layout_defines(string name)
    {
        Figure figure = Figure(name);
        using JsonDocument json = JsonDocument.Parse(figure.ToPlotlyJson());
        JsonElement layout = json.RootElement.GetProperty("layout");
        Assert.Equal(2, json.RootElement.EnumerateObject().Count());
        Assert.NotEmpty(json.RootElement.GetProperty("data").EnumerateArray());
        Assert.All(json.RootElement.GetProperty("data").EnumerateArray(), trace =>
        {
            Assert.Contains(trace.GetProperty("type").GetString(), (string[])["bar", "scatter", "box", "heatmap"]);
            Assert.True(layout.TryGetProperty(trace.GetProperty("xaxis").GetString()!.Insert(1, "axis"), out _));
            Assert.True(layout.TryGetProperty(trace.GetProperty("yaxis").GetString()!.Insert(1, "axis"), out _));
        });
        foreach ((int i, Chart panel) in figure.Panels.Index())
        {
            string suffix = i == 0 ? "" : $"{i + 1}";
            Assert.Equal(panel.X.Title, layout.GetProperty("xaxis" + suffix).GetProperty("title").GetProperty("text").GetString());
            bool shared = figure.Sharing.HasFlag(AxisSharing.Y) && i > 0;
            Assert.Equal(shared ? "" : panel.Y.Title, layout.GetProperty("yaxis" + suffix).GetProperty("title").GetProperty("text").GetString());
        }

        Assert.Equal("#ffffff", layout.GetProperty("paper_bgcolor").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saving_writes_the_svg_and_the_csv(string name)
    {
        string folder = Directory.CreateTempSubdirectory("ephystx-figures").FullName;
        try
        {
            Figure figure = Figure(name);
            (string svg, string csv) = FigureFiles.Save(figure, folder);
            Assert.Equal(figure.ToSvg(), File.ReadAllText(svg));
            Assert.Equal(figure.ToCsv(), File.ReadAllText(csv));
            Assert.Equal((byte)'<', File.ReadAllBytes(svg)[0]);
            Assert.Equal([name + ".csv", name + ".svg"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (Environment.GetEnvironmentVariable("EPHYSTX_RECIPES") is { Length: > 0 } keep)
        {
            FigureFiles.Save(Figure(name), keep);
            File.WriteAllText(Path.Combine(keep, name + ".plotly.json"), Figure(name).ToPlotlyJson());
            File.WriteAllText(Path.Combine(keep, name + ".txt"), Figure(name).ToText());
        }
    }

    [Fact]
    public void Recipe_names_are_unique() => Assert.Equal(Recipes.All.Count, Recipes.All.DistinctBy(figure => figure.Name).Count());

    private static Figure Figure(string name) => Recipes.All.Single(figure => figure.Name == name);

    private static string[] Outputs(Figure figure) => [figure.ToSvg(), figure.ToCsv(), figure.ToPlotlyJson(), figure.ToHtml(), figure.ToText()];
}
