using System.Text.Json;
using System.Xml.Linq;
using EphysTx.Figures;
using Microsoft.DotNet.Interactive.Formatting;

namespace EphysTx.Tests.Figures;

/// <summary>Against the formatting library of .NET Interactive itself, which this library must not depend on.</summary>
public class NotebookTests
{
    private static readonly string[] FigureTypes = ["text/html", "image/svg+xml", "application/vnd.plotly.v1+json", "text/plain"];

    private static readonly DisplayTable Table = new("Scores", [new TableColumn("model"), new TableColumn("macro-F1")], ["forest", new Estimate(0.867, 0.851, 0.882)]);

    [Fact]
    public void A_displayed_figure_gives_the_whole_bundle()
    {
        Figure figure = Recipes.ClassCounts();
        Assert.Equal(FigureTypes, Formatter.GetPreferredMimeTypesFor(typeof(Figure)));
        Assert.Equal(figure.ToHtml(), figure.ToDisplayString("text/html"));
        Assert.Equal(figure.ToSvg(), figure.ToDisplayString("image/svg+xml"));
        Assert.Equal(figure.ToText(), figure.ToDisplayString("text/plain"));
        using JsonDocument json = JsonDocument.Parse(figure.ToDisplayString("application/vnd.plotly.v1+json"));
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("data").ValueKind);
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("layout").ValueKind);
    }

    [Fact]
    public void A_displayed_table_gives_html_markdown_and_text()
    {
        Assert.Equal(["text/html", "text/markdown", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(DisplayTable)));
        Assert.Equal(Table.ToHtml(), Table.ToDisplayString("text/html"));
        Assert.Equal(Table.ToMarkdown(), Table.ToDisplayString("text/markdown"));
        Assert.Equal(Table.ToText(), Table.ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_figure_held_as_object_is_displayed_as_a_figure()
    {
        object figure = Recipes.ClassCounts();
        Assert.StartsWith("<div", figure.ToDisplayString("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_html_holds_the_svg_inline()
    {
        XElement html = XElement.Parse(Recipes.ClassCounts().ToHtml());
        Assert.Equal("svg", Assert.Single(html.Elements()).Name.LocalName);
    }

    [Fact]
    public void The_library_does_not_reference_the_notebook_packages() =>
        Assert.DoesNotContain(typeof(Figure).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Interactive", StringComparison.Ordinal));
}
