namespace EphysTx.Tests.Workbook;

/// <summary>A checkout with two small notebooks that record figures and tables as the library does.</summary>
internal sealed class PublishSandbox : IDisposable
{
    /// <summary>A figure of summaries.</summary>
    public const string Bars = "<svg xmlns='http://www.w3.org/2000/svg' role='img'><title>Cells per class</title><desc>Bars &amp; counts.</desc></svg>";

    private const string Points = "<svg xmlns='http://www.w3.org/2000/svg' role='img' data-shows-cells=\\\"true\\\"><title>Every cell</title></svg>";

    public WorkbookSandbox Workbook { get; } = new();

    public string Root => Workbook.Root;

    /// <summary>Writes the notebooks; the second one only has prose and a number.</summary>
    /// <param name="value">The number that the first one records.</param>
    /// <param name="more">Further code of the first one.</param>
    public PublishSandbox Write(string value = "0.5", string more = "")
    {
        Workbook.AddFile("01-a.dib", $$$""""
            #!markdown

            # 01 · First lesson

            See [the next](02-b.dib#end), [the docs](../docs/a.md) and [elsewhere](https://example.org/x).

            #!csharp

            var outFolder = Environment.GetEnvironmentVariable("EPHYSTX_OUT");
            void Write(string path, string text)
            {
                System.IO.Directory.CreateDirectory(System.IO.Path.GetDirectoryName($"{outFolder}/{path}"));
                System.IO.File.WriteAllText($"{outFolder}/{path}", text);
            }
            Console.Write("10 %\r");
            Console.WriteLine("done");

            #!csharp

            var profile = Environment.GetEnvironmentVariable("EPHYSTX_PROFILE");
            Write("figures/allen-scalars/01-bars.svg", "{{{Bars}}}");
            Write("figures/allen-scalars/01-bars.csv", "class,cells\nSst,3\n");
            Write("figures/allen-scalars/01-points.svg", "{{{Points}}}");
            Write("figures/allen-scalars/01-points.csv", "x,y\n1.25,2.5\n");
            Write("figures/allen-scalars/01-table.csv", "a\n1\n");
            Write("results/01-a.json", """
                {"cohort":"allen-scalars","figures":["figures/allen-scalars/01-bars.svg","figures/allen-scalars/01-points.svg"],
                 "captions":{"figures/allen-scalars/01-bars.svg":{"title":"Cells per class","subtitle":"Bars & counts.","notes":["Data: nobody"],"shows_cells":false},
                             "figures/allen-scalars/01-points.svg":{"title":"Every cell","subtitle":"","notes":[],"shows_cells":true}},
                 "tables":{"figures/allen-scalars/01-table.csv":{"title":"A table","shows_cells":false}},
                 "values":{"a.score":{{{value}}},"a.score.low":0.4,"a.score.high":0.6}}
                """);
            "{{{Bars}}}".DisplayAs("image/svg+xml");
            "{{{Points}}}".DisplayAs("image/svg+xml");
            {{{more}}}
            """");
        Workbook.AddFile("02-b.dib", "#!markdown\n\n# 02 · Second lesson\n\n#!csharp\n\n1 + 1\n");
        Directory.CreateDirectory(Path.Combine(Root, "docs"));
        return this;
    }

    public string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Dispose() => Workbook.Dispose();
}
