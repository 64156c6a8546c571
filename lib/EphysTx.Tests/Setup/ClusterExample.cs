using System.Diagnostics;
using EphysTx.Cohorts.Simulated;
using EphysTx.Tests.Storage;
using EphysTx.Workbook;

namespace EphysTx.Tests.Setup;

/// <summary>Twenty simulated recordings with labels, and what undivided commands make of them; made once for the tests of both recipes.</summary>
public sealed class ClusterExample : IDisposable
{
    public const string Experiment = "human-baselines", ExperimentOptions = "--arms forest --protocol paper";

    private readonly ScratchFolder _folder = new();
    private readonly Lazy<bool> _whole;

    public ClusterExample()
    {
        IReadOnlyList<string> files = SimulatedCohort.WriteRecordings(Recordings, 20, new SimulatedCohortOptions { MouseCells = 10, HumanCells = 10 });
        IEnumerable<string> rows = files.Select((file, k) => $"{Path.GetFileNameWithoutExtension(file)},{(k < 10 ? "Mus musculus" : "Homo sapiens")},{(k % 2 == 0 ? "Pvalb" : "Sst")},d{k}");
        File.WriteAllLines(Labels, ["cell_id,species,subclass,donor_id", .. rows]);
        File.WriteAllText(Path.Combine(Recordings, "damaged.nwb"), "no recording");
        _whole = new Lazy<bool>(MakeWhole);
    }

    public static string Program => typeof(WorkbookApp).Assembly.Location;

    public string Recordings => _folder.At("recordings");

    public string Labels => _folder.At("labels.csv");

    public void Dispose() => _folder.Dispose();

    /// <summary>A file that the undivided commands wrote: <c>features/cells.h5</c>, <c>experiments/NAME.json</c>.</summary>
    public byte[] Whole(params string[] path)
    {
        Assert.True(_whole.Value);
        return File.ReadAllBytes(_folder.At(["whole", .. path]));
    }

    /// <summary>A folder to work in, with a link to nothing: every path that a recipe is given is absolute.</summary>
    public string WorkingFolder(string name) => Directory.CreateDirectory(_folder.At(name)).FullName;

    /// <summary>Runs a program and gives what it printed; null where its code is another.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string folder, int code = 0, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in settings.Append(("EPHYSTX_DATA", Path.Combine(folder, "data"))))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == code, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        return output;
    }

    private bool MakeWhole()
    {
        string features = _folder.At("whole", "features", "cells.h5");
        RunAsync("dotnet", [Program, "extract", Recordings, "--out", features], _folder.Path, code: 1).GetAwaiter().GetResult();
        File.Copy(Labels, _folder.At("whole", "features", "cells.csv"));
        RunAsync(
            "dotnet",
            [Program, "experiment", Experiment, "--cohort", "allen-vectors", .. ExperimentOptions.Split(' '), "--out", _folder.At("whole", "experiments", Experiment + ".json")],
            _folder.Path,
            settings: ("EPHYSTX_VECTORS", features)).GetAwaiter().GetResult();
        return true;
    }
}
