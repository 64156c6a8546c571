using System.Text.Json;

namespace EphysTx.Cohorts.Sources;

/// <summary>The public files that a cohort is made from. The lists are part of the library (<c>data/sources.json</c>).</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Files">Its files.</param>
public sealed record SourceList(string Cohort, IReadOnlyList<SourceFile> Files)
{
    private const string Resource = "EphysTx.sources.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private static readonly Lazy<SourceList> Embedded = new(ReadEmbedded);

    /// <summary>The six files of the cohort <c>allen-scalars</c>.</summary>
    public static SourceList AllenScalars => Embedded.Value;

    /// <summary>The file of a key.</summary>
    /// <exception cref="ArgumentException">The list has no such file.</exception>
    public SourceFile this[string key] =>
        Files.FirstOrDefault(file => file.Key == key) ?? throw new ArgumentException($"The source list of {Cohort} has no file '{key}'.", nameof(key));

    private static SourceList ReadEmbedded()
    {
        using Stream stream = typeof(SourceList).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without {Resource} (data/sources.json).");
        return JsonSerializer.Deserialize<SourceList>(stream, Json) ?? throw new InvalidOperationException($"{Resource} is empty.");
    }
}
