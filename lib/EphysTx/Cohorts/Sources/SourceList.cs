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

    /// <summary>Reads a list of one's own, of the form of <c>data/sources.json</c>: for example the same files at a laboratory's own server.</summary>
    /// <exception cref="EphysTxException">The file cannot be read or is no such list; the message says what is wrong.</exception>
    public static async Task<SourceList> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            FileStream stream = File.OpenRead(path);
            await using (stream.ConfigureAwait(false))
            {
                SourceList list = await JsonSerializer.DeserializeAsync<SourceList>(stream, Json, cancellationToken).ConfigureAwait(false) ?? throw new JsonException("it holds nothing");
                return list.Problem() is { } problem ? throw new EphysTxException($"The list {path} cannot be used: {problem}.") : list;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The list {path} cannot be read ({error.Message.TrimEnd('.')}); check the path and that you may read it.", error);
        }
        catch (JsonException error)
        {
            throw new EphysTxException($"The list {path} is not of the form of data/sources.json ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", error);
        }
    }

    /// <summary>The file of a key.</summary>
    /// <exception cref="ArgumentException">The list has no such file.</exception>
    public SourceFile this[string key] =>
        Files.FirstOrDefault(file => file.Key == key) ?? throw new ArgumentException($"The source list of {Cohort} has no file '{key}'.", nameof(key));

    // A name becomes a path in the data folder, so it must not lead out of it.
    private string? Problem()
    {
        foreach (SourceFile file in Files)
        {
            if (file.Name.Length == 0 || file.Name is "." or ".." || file.Name.AsSpan().IndexOfAny("/\\:") >= 0 || file.Name.Any(char.IsControl))
            {
                return $"'{file.Name}' is no plain file name";
            }

            if (file.Sha256.Length != 64 || !file.Sha256.All(digit => char.IsAsciiDigit(digit) || digit is >= 'a' and <= 'f'))
            {
                return $"the SHA-256 of {file.Name} is not 64 lower-case hexadecimal digits";
            }

            if (file.Bytes < 0 || !file.Url.IsAbsoluteUri || file.Url.Scheme is not ("http" or "https"))
            {
                return $"{file.Name} needs a size of 0 or more bytes and an address that begins with http:// or https://";
            }
        }

        bool hasTwice = Files.DistinctBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Count() < Files.Count || Files.DistinctBy(file => file.Key).Count() < Files.Count;
        return Files.Count == 0 ? "it names no file" : hasTwice ? "two of its files have the same name or key" : null;
    }

    private static SourceList ReadEmbedded()
    {
        using Stream stream = typeof(SourceList).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without {Resource} (data/sources.json).");
        return JsonSerializer.Deserialize<SourceList>(stream, Json) ?? throw new InvalidOperationException($"{Resource} is empty.");
    }
}
