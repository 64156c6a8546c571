using System.Globalization;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Robustness;

/// <summary>Three files on a server of this machine that can stop in the middle of one, and the list that names them.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    public const int Size = 400_000;

    private static readonly string[] Names = ["a.csv", "b.csv", "c.csv"];

    private readonly LoopbackServer _server;
    private readonly string _list;

    public FileServer(string folder)
    {
        _server = new LoopbackServer(AnswerAsync);
        Directory.CreateDirectory(folder);
        _list = Path.Combine(folder, "sources.json");
        IEnumerable<string> files = Names.Select(name => string.Create(CultureInfo.InvariantCulture,
            $$"""{"key":"{{name}}","name":"{{name}}","url":"{{_server.Address}}{{name}}","sha256":"{{Sha256Hash.OfBytes(Content(name))}}","bytes":{{Size}},"origin":"made up","licence":"none"}"""));
        File.WriteAllText(_list, $$"""{"cohort":"three","files":[{{string.Join(",\n", files)}}]}""");
    }

    /// <summary>The file and the number of its bytes after which the server says no more; null for a server that works.</summary>
    public (string Name, int Bytes)? HoldAt { get; set; }

    public IReadOnlyList<LoopbackRequest> Requests => _server.Requests;

    public string List => _list;

    public string[] Arguments(string folder) => ["data", "get", "--sources", _list, "--data", folder];

    /// <summary>Asserts that the three files are here with their content, and nothing else.</summary>
    public static void AssertWhole(string folder)
    {
        Assert.Equal([FolderLock.FileName, .. Names], Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.All(Names, name => Assert.Equal(Content(name), File.ReadAllBytes(Path.Combine(folder, name))));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static byte[] Content(string name) => [.. Enumerable.Range(0, Size).Select(i => (byte)(i * 31 % 251 ^ name[0]))];

    private async Task AnswerAsync(LoopbackRequest request, Stream stream, CancellationToken stopped)
    {
        string name = request.Path.TrimStart('/');
        byte[] content = Content(name);
        if (HoldAt is not { } hold || hold.Name != name)
        {
            await LoopbackServer.ServeAsync(request, stream, content);
            return;
        }

        int rest = hold.Bytes - (int)(request.From ?? 0);
        await LoopbackServer.ServeAsync(request, stream, content, send: rest);
        while (HoldAt == hold)
        {
            await Task.Delay(5, stopped);
        }
    }
}
