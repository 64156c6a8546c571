using System.Text.Json;
using EphysTx.Figures;
using EphysTx.Notebooks;

namespace EphysTx.Tests.Notebooks;

public sealed class LessonResultsTests : IDisposable
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder = Directory.CreateTempSubdirectory("ephystx results ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_entry_is_on_disk_at_once_with_sorted_names()
    {
        string path = Path.Combine(_folder, "results", "04.json");
        var results = new LessonResults(path, "allen-scalars", "quick");
        results.Add("b.macro_f1", 0.1 + 0.2);
        results.Add("a.cells", 4221);
        results.AddFigure("figures/x.svg", new Figure("x", "Cells ≥ 2", new BarChart(["a"], new BarSeries("", [1]))) { Subtitle = "Bars.", Footnotes = ["Read from left."] });
        results.Add("c.broken", double.NaN);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement values = json.RootElement.GetProperty("values");
        Assert.Equal(["a.cells", "b.macro_f1", "c.broken"], values.EnumerateObject().Select(value => value.Name));
        Assert.Equal(0.1 + 0.2, values.GetProperty("b.macro_f1").GetDouble());
        Assert.Equal(JsonValueKind.Null, values.GetProperty("c.broken").ValueKind);
        Assert.Equal("figures/x.svg", json.RootElement.GetProperty("figures")[0].GetString());
        JsonElement caption = json.RootElement.GetProperty("captions").GetProperty("figures/x.svg");
        Assert.Equal("""{"title":"Cells ≥ 2","subtitle":"Bars.","notes":["Read from left."],"shows_cells":false}""", JsonSerializer.Serialize(caption, Relaxed));
        Assert.Equal("quick", json.RootElement.GetProperty("profile").GetString());
    }

    [Fact]
    public void Equal_entries_in_another_order_give_equal_bytes()
    {
        string first = Path.Combine(_folder, "1.json");
        string second = Path.Combine(_folder, "2.json");
        var one = new LessonResults(first, "c", "full");
        one.Add("a", 1);
        one.Add("b", 2);
        var other = new LessonResults(second, "c", "full");
        other.Add("b", 2);
        other.Add("a", 1);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void A_profile_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<EphysTxException>(() => RunProfile.Named("fast"));

        Assert.Contains("'fast'", error.Message, StringComparison.Ordinal);
        Assert.Contains("quick or full", error.Message, StringComparison.Ordinal);
    }
}
