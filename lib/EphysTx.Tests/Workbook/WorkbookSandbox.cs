using System.Text.Json.Nodes;
using EphysTx.Workbook;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Runs;

namespace EphysTx.Tests.Workbook;

/// <summary>Cells use the process's console, working directory and environment: these tests run alone.</summary>
[CollectionDefinition("Workbook", DisableParallelization = true)]
public sealed class WorkbookTests;

/// <summary>A checkout in a temporary folder, with its own notebooks.</summary>
internal sealed class WorkbookSandbox : IDisposable
{
    // What the compiler knows of the platform is the same for every run; only the process tests read it anew.
    private static readonly Lazy<Task<ScriptReferences>> References = new(() => WarmUp.StartAsync(CancellationToken.None));

    public WorkbookSandbox(string name = "workbook")
    {
        Root = Path.Combine(Path.GetTempPath(), $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(Root, "notebooks"));
        File.WriteAllText(Path.Combine(Root, "EphysTx.Notebooks.sln"), "");
        string library = Path.Combine(Root, "lib", "EphysTx", "bin", "notebook");
        Directory.CreateDirectory(library);
        File.WriteAllText(Path.Combine(library, "EphysTx.dll"), "");
    }

    public string Root { get; }

    public string Out => Path.Combine(Root, "out");

    /// <summary>The library as the build laid it out for notebooks.</summary>
    public static string BuiltLibrary =>
        Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx", "bin", "notebook", "EphysTx.dll").Replace('\\', '/');

    public void AddFile(string name, string content) => File.WriteAllText(Path.Combine(Root, "notebooks", name), content);

    /// <summary>Adds a notebook with one C# cell for each text.</summary>
    public void AddNotebook(string name, params string[] cells) =>
        AddFile(name, string.Concat(cells.Select(cell => $"#!csharp\n\n{cell}\n\n")));

    public Task<(int Code, string Out, string Error)> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public async Task<(int Code, string Out, string Error)> RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new WorkbookHost
        {
            Out = TextWriter.Synchronized(output),
            Error = error,
            StartFolder = Root,
            WarmUp = _ => References.Value,
            PrepareData = (settings, _, _) => Task.FromResult(PreparedData.AsNamed(settings)),
        };
        int code = await WorkbookApp.RunAsync(args, host, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public string Text(params string[] path) => File.ReadAllText(Path.Combine([Out, .. path]));

    public JsonObject Ipynb(string name) => JsonNode.Parse(Text("notebooks", name + ".ipynb"))!.AsObject();

    /// <summary>The outputs of a cell (from 1) of an executed copy.</summary>
    public JsonArray Outputs(string name, int cell) => Ipynb(name)["cells"]!.AsArray()[cell - 1]!["outputs"]!.AsArray();

    public static string Joined(JsonNode? lines) => string.Concat(lines!.AsArray().Select(line => (string?)line));

    public string[] Leftovers() => Directory.Exists(Out) ? Directory.GetFiles(Out, "*.ephystx-tmp", SearchOption.AllDirectories) : [];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
