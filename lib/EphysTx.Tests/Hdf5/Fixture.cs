using System.Text.Json;

namespace EphysTx.Tests.Hdf5;

/// <summary>The committed files that h5py wrote, and what it reads in them (Fixtures/make_fixtures.py).</summary>
internal static class Fixture
{
    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Hdf5", "Fixtures");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.h5").Select(f => System.IO.Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    public static JsonElement Expected(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path("fixtures.json")));
        return document.RootElement.GetProperty(name).Clone();
    }
}
