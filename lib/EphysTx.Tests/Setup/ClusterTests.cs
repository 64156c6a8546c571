using System.Runtime.Versioning;

namespace EphysTx.Tests.Setup;

/// <summary>The recipes of environment/cluster: what they put together has the bytes of undivided commands.</summary>
public sealed class ClusterTests(ClusterExample example) : IClassFixture<ClusterExample>
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "environment", "cluster");

    private static readonly string Script = Path.Combine(Folder, "slurm.sh");

    [SnakemakeFact]
    public async Task Snakemake_extracts_and_compares_models_in_parts_to_the_same_bytes()
    {
        string folder = example.WorkingFolder("snakemake");
        string[] settings =
        [
            $"ephystx=dotnet '{ClusterExample.Program}'", $"recordings={example.Recordings}", $"labels={example.Labels}", "out=o", "extraction_parts=2", "experiment_parts=2", "cohort=allen-vectors",
            "profile=quick", $"experiments=['{ClusterExample.Experiment}']", $"experiment_options={ClusterExample.ExperimentOptions}",
        ];

        await ClusterExample.RunAsync(SnakemakeFactAttribute.Program, ["--snakefile", Path.Combine(Folder, "Snakefile"), "--cores", "2", "--config", .. settings], folder);

        AssertWhole(Path.Combine(folder, "o"));
        string again = await ClusterExample.RunAsync(SnakemakeFactAttribute.Program, ["--snakefile", Path.Combine(Folder, "Snakefile"), "--cores", "2", "--config", .. settings], folder);
        Assert.Contains("Nothing to be done", again, StringComparison.Ordinal);
    }

    [BashFact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_jobs_of_the_Slurm_script_give_the_same_bytes()
    {
        string folder = example.WorkingFolder("slurm");
        string bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        string sbatch = Path.Combine(bin, "sbatch");
        File.Copy(Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Setup", "sbatch.sh"), sbatch);
        File.SetUnixFileMode(sbatch, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (string, string)[] settings =
        [
            ("PATH", $"{bin}:{Environment.GetEnvironmentVariable("PATH")}"), ("EPHYSTX", "ephystx"), ("RECORDINGS", example.Recordings), ("LABELS", example.Labels), ("OUT", "o"), ("PARTS", "2"),
            ("COHORT", "allen-vectors"), ("PROFILE", "quick"), ("EXPERIMENTS", ClusterExample.Experiment), ("EXPERIMENT_OPTIONS", ClusterExample.ExperimentOptions),
        ];
        File.WriteAllText(Path.Combine(bin, "ephystx"), $"#!/bin/sh\nexec dotnet '{ClusterExample.Program}' \"$@\"\n");
        File.SetUnixFileMode(Path.Combine(bin, "ephystx"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await ClusterExample.RunAsync("bash", [Script, "extract"], folder, settings: settings);
        await ClusterExample.RunAsync("bash", [Script, "experiments"], folder, settings: settings);

        AssertWhole(Path.Combine(folder, "o"));
        Assert.Equal(
            ["array 1-2", "after 1", "array 1-2", "after 3"],
            (await File.ReadAllLinesAsync(Path.Combine(folder, "jobs.log"))).Select(line => line.Trim()));
    }

    [BashFact]
    public async Task The_Slurm_script_is_sound_and_says_how_it_is_used()
    {
        string folder = example.WorkingFolder("usage");

        await ClusterExample.RunAsync("bash", ["-n", Script], folder);

        Assert.StartsWith("usage: ", await ClusterExample.RunAsync("bash", [Script], folder, code: 2), StringComparison.Ordinal);
    }

    [Fact]
    public void The_recipes_name_every_experiment_and_the_program_that_the_build_makes()
    {
        string[] names = [.. EphysTx.Experiments.ExperimentCatalog.All.Select(experiment => experiment.Name)];
        string script = File.ReadAllText(Script), settings = File.ReadAllText(Path.Combine(Folder, "config.yaml"));
        string program = $"lib/EphysTx.Workbook/bin/Debug/net10.0/{Path.GetFileName(ClusterExample.Program)}";

        Assert.Contains($"EXPERIMENTS:={string.Join(' ', names)}}}", script, StringComparison.Ordinal);
        Assert.Contains($"experiments:\n{string.Concat(names.Select(name => $"  - {name}\n"))}", settings, StringComparison.Ordinal);
        Assert.All(new[] { script, settings }, text => Assert.Contains("dotnet " + program, text, StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(SharedData.RepositoryRoot, program)) || !File.Exists(Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Workbook", "bin", "Debug")), $"`dotnet build` does not make {program}.");
    }

    private void AssertWhole(string folder)
    {
        string[][] files = [["features", "cells.h5"], ["features", "cells.report.csv"], .. new[] { "json", "md", "csv" }.Select(ending => new[] { "experiments", $"{ClusterExample.Experiment}.{ending}" })];
        Assert.All(files, file => Assert.True(example.Whole(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine([folder, .. file]))), $"{string.Join('/', file)} differs from the undivided command's."));
    }
}

/// <summary>A test that needs Snakemake; it skips with the reason where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SnakemakeFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/snakemake";

    public SnakemakeFactAttribute() => Skip = File.Exists(Program) ? null : $"{Program} is not here (Debian: snakemake).";
}

/// <summary>A test that needs bash; it skips with the reason where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = File.Exists("/bin/bash") ? null : "/bin/bash is not here.";
}
