using System.Text.Json;

namespace EphysTx.Tests.Setup;

/// <summary>Containers follow the README's two commands, with the SDK that global.json names. Nothing is built here: that needs a registry.</summary>
public class ContainerTests
{
    private const string Run = "dotnet run --project lib/EphysTx.Workbook", Test = "dotnet test";

    private static string Sdk => JsonDocument.Parse(Read("global.json")).RootElement.GetProperty("sdk").GetProperty("version").GetString()!;

    [Fact]
    public void The_container_recipe_takes_the_pinned_SDK_and_runs_the_main_command()
    {
        string[] lines = [.. Read("environment", "Containerfile").Split('\n').Where(line => line.Length > 0)];
        string[] instructions = [.. lines.Where(line => !line.StartsWith('#'))];

        Assert.Equal($"FROM mcr.microsoft.com/dotnet/sdk:{Sdk}", instructions[0]);
        Assert.Equal(["FROM", "ENV", "WORKDIR", "COPY", "RUN", "CMD"], instructions.Select(line => line.Split(' ')[0]));
        Assert.Equal(Run, string.Join(' ', JsonSerializer.Deserialize<string[]>(instructions[^1]["CMD ".Length..])!));
        Assert.Contains(lines, line => line.EndsWith("ephystx " + Test, StringComparison.Ordinal));
        Assert.All(new[] { "**/bin", "**/obj", "out", "data/downloads" }, path => Assert.Contains(path, Read(".dockerignore").Split('\n')));
    }

    [Fact]
    public void The_development_container_has_the_same_SDK_and_builds_once()
    {
        JsonElement settings = JsonDocument.Parse(Read(".devcontainer", "devcontainer.json")).RootElement;
        string setUp = settings.GetProperty("postCreateCommand").GetString()!;

        Assert.EndsWith($"-{string.Join('.', Sdk.Split('.').Take(2))}", settings.GetProperty("image").GetString(), StringComparison.Ordinal);
        Assert.Equal("bash .devcontainer/set-up.sh", setUp);
        Assert.Contains("dotnet build", Read(".devcontainer", "set-up.sh").Split('\n'));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("environment/README.md")]
    public void The_pages_name_the_commands(string page)
    {
        Assert.Contains(Run, Read(page), StringComparison.Ordinal);
        Assert.Contains(Test, Read(page), StringComparison.Ordinal);
    }

    [BashFact]
    public async Task Shell_scripts_are_sound()
    {
        foreach (string script in new[] { ".ci/run", ".devcontainer/set-up.sh", "environment/cluster/slurm.sh" })
        {
            await ClusterExample.RunAsync("bash", ["-n", Path.Combine(SharedData.RepositoryRoot, script)], SharedData.RepositoryRoot);
        }
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([SharedData.RepositoryRoot, .. path])).ReplaceLineEndings("\n");
}
