using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Tests.Workbook;
using EphysTx.Workbook;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Runs;

namespace EphysTx.Tests.Documentation;

/// <summary>Executes the examples of docs/commands.md, in the page's order and in one folder: exit codes and files are those that the page names.</summary>
[Collection("Workbook")]
public sealed class CommandExampleTests : IDisposable
{
    private static readonly SimulatedCohortOptions Cells = new() { MouseCells = 10, HumanCells = 60, CellsPerDonor = 1 };

    private readonly Lazy<CohortSet> _cohorts = new(() => SimulatedCohort.Make(Cells));
    private readonly Lazy<Task<ScriptReferences>> _references = new(() => WarmUp.StartAsync(CancellationToken.None));
    private readonly WorkbookSandbox _checkout = new("commands of the page");

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Examples_do_what_the_page_says()
    {
        Prepare();
        int executed = await RunAsync(box => box.Language == "sh");

        Assert.InRange(executed, 30, 100);
    }

    [SharedDataFact("data", "allen_scalars", "raw")]
    public async Task Examples_that_take_the_published_tables_do_what_the_page_says()
    {
        int executed = await RunAsync(box => box.Language == "sh tables", ("EPHYSTX_MIRROR", SharedData.Path("data")));

        Assert.InRange(executed, 1, 20);
    }

    [Fact]
    public void Examples_are_marked_as_run_or_as_needing_something()
    {
        Assert.All(MarkdownPage.Read("docs", "commands.md").Boxes, box => Assert.Contains(box.Language, new[] { "", "sh", "sh tables", "sh network" }));
    }

    private async Task<int> RunAsync(Func<MarkdownPage.Box, bool> which, params (string Name, string Value)[] settings)
    {
        int executed = 0;
        foreach (ExampleLine line in MarkdownPage.Read("docs", "commands.md").Boxes.Where(which).SelectMany(box => box.Lines).Select(ExampleLine.Parse).OfType<ExampleLine>())
        {
            using var environment = new Settings([("EPHYSTX_DATA", Path.Combine(_checkout.Root, "data")), ("EPHYSTX_MIRROR", null), .. settings, .. line.Settings]);
            using var output = new StringWriter();
            using var error = new StringWriter();
            var host = new WorkbookHost
            {
                Out = TextWriter.Synchronized(output),
                Error = error,
                StartFolder = _checkout.Root,
                WarmUp = _ => _references.Value,
                OpenCohorts = (name, _, _, _) => Task.FromResult(name == SimulatedCohort.Name ? _cohorts.Value : throw new InvalidOperationException($"The examples take simulated cells, not {name}.")),
            };
            string[] before = [.. line.Files.Where(file => File.Exists(At(file)))];
            int code = await WorkbookApp.RunAsync(line.Expand(_checkout.Root), host, CancellationToken.None);

            string seen = $"{line.Text}\n{output}{error}";
            Assert.True(code == line.ExitCode, $"exit code {code.ToString(CultureInfo.InvariantCulture)}: {seen}");
            Assert.True(code == 0 == (error.ToString().Length == 0) || line.Files.Length > 0, $"a failure says why on standard error, and nothing else does: {seen}");
            Assert.True(before.Length == 0, $"{string.Join(", ", before)} stood there already: {seen}");
            Assert.All(line.Files, file => Assert.True(new FileInfo(At(file)) is { Exists: true, Length: > 0 }, $"{file} was not written: {seen}"));
            Assert.All(line.Equal, pair => Assert.Equal(File.ReadAllBytes(At(pair.Other)), File.ReadAllBytes(At(pair.One))));
            executed++;
        }

        Assert.Empty(Directory.GetFiles(_checkout.Root, "*.ephystx-tmp", SearchOption.AllDirectories));
        return executed;
    }

    private string At(string file) => Path.Combine(_checkout.Root, file);

    /// <summary>A checkout with short notebooks under the lessons' names, and what the page says that the folder holds.</summary>
    private void Prepare()
    {
        foreach (string lesson in Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "notebooks"), "*.dib"))
        {
            _checkout.AddNotebook(Path.GetFileName(lesson), "1 + 1");
        }

        string solutions = Directory.CreateDirectory(At(Path.Combine("notebooks", "solutions"))).FullName;
        File.Copy(At(Path.Combine("notebooks", "01-load-and-qc.dib")), Path.Combine(solutions, "01-load-and-qc.solutions.dib"));

        IReadOnlyList<string> files = SimulatedCohort.WriteRecordings(At("recordings"), 4, Cells);
        File.WriteAllText(At("damaged.nwb"), "no recording");
        File.Copy(files[1], At("cell of 3 May.nwb"));
        File.WriteAllText(At("list.txt"), "# one a line\nrecordings\ncell of 3 May.nwb   # with blanks\n");
        File.WriteAllText(At("map.txt"), "tau = tau [s]\n");
        File.WriteAllText(At("cells.csv"), "cell,file\nthe third of May,cell of 3 May.nwb\n");
        File.WriteAllLines(At("labels.csv"), ["cell_id,subclass", .. files.Select((file, k) => $"{Path.GetFileNameWithoutExtension(file)},{Subclass.SharedFour[k % 4]}")]);
    }

    /// <summary>Environment variables that are put back.</summary>
    private sealed class Settings : IDisposable
    {
        private readonly (string Name, string? Value)[] _before;

        public Settings((string Name, string? Value)[] settings)
        {
            _before = [.. settings.Select(one => (one.Name, Environment.GetEnvironmentVariable(one.Name))).Reverse()];
            Array.ForEach(settings, one => Environment.SetEnvironmentVariable(one.Name, one.Value));
        }

        public void Dispose() => Array.ForEach(_before, one => Environment.SetEnvironmentVariable(one.Name, one.Value));
    }
}
