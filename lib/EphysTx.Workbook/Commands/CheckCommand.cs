using System.CommandLine;
using System.Text.Json.Nodes;
using EphysTx.Figures;
using EphysTx.Workbook.Drift;
using EphysTx.Workbook.Publishing;
using EphysTx.Workbook.Reports;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx check</c>: whether a run gave the numbers that the repository has.</summary>
internal sealed class CheckCommand(WorkbookHost host)
{
    private readonly Option<string> _out = new("--out") { Description = "Output folder of the run; <repository>/out without it.", HelpName = "DIR" };

    public static Command Create(WorkbookHost host) => new CheckCommand(host).Create();

    private Command Create()
    {
        var command = new Command("check", "Compare a run's results.json with the committed results; exit code 1 and a table when numbers have moved.") { _out };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        Repository repository = Repository.Find(host.StartFolder, AppContext.BaseDirectory);
        string folder = parsed.GetValue(_out) is { Length: > 0 } given ? Path.GetFullPath(given, host.StartFolder) : repository.DefaultOut;
        JsonObject now = Read(Path.Combine(folder, "results.json"), "run the notebooks first (ephystx run), or name their output folder with --out");
        string cohort = RunItem.Text(now, "cohort"), profile = RunItem.Text(now, "profile");
        string path = PublishedNames.Results(cohort, profile);
        JsonObject committed = Read(Path.Combine(repository.Root, path), cohort == Publisher.Cohort ? "ephystx publish makes it" : $"results of {Publisher.Cohort} are kept only, so run with --cohort {Publisher.Cohort}");
        string fullPath = Path.Combine(repository.Root, PublishedNames.Results(cohort, "full"));
        JsonObject? full = profile != "full" && File.Exists(fullPath) ? ResultsFile.ReadObject(fullPath) : null;

        DriftReport report = DriftReport.Of(now, committed, full, new DriftTolerance());
        if (report.Outside.Count > 0)
        {
            host.Out.WriteLine(Table("Outside the full run's 95 % interval (fewer repetitions; no drift)", "full run", report.Outside));
        }

        if (report.Drifted.Count == 0)
        {
            host.Out.WriteLine($"{report.Compared} results are those of {path}{(full is null ? "" : $"; {report.Outside.Count} estimates lie outside the full run's interval")}");
            return ExitCode.Success;
        }

        host.Out.WriteLine(Table($"{folder} against {path}", "committed", report.Drifted));
        throw new EphysTxException($"{report.Drifted.Count} results differ from {path}. If that is meant, run `ephystx publish` and say why in CHANGELOG.md; if not, find the change that moved them.");
    }

    private static string Table(string title, string committed, IReadOnlyList<DriftRow> rows) => new DisplayTable(
        title,
        [new("name"), new(committed), new("now"), new("allowed")],
        [.. rows.Select(row => (IReadOnlyList<object?>)[row.Name, row.Committed, row.Now, row.Allowed])]).ToText();

    private static JsonObject Read(string path, string remedy) =>
        File.Exists(path) ? ResultsFile.ReadObject(path) : throw new EphysTxException($"There is no {path}; {remedy}.");
}
