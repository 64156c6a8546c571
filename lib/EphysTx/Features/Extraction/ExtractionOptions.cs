using System.Reflection;

namespace EphysTx.Features.Extraction;

/// <summary>A part of a list of recordings, for several machines: of every <see cref="Count"/> recordings the one at <see cref="Number"/>.</summary>
/// <param name="Number">Which part, 1 to <paramref name="Count"/>.</param>
/// <param name="Count">Number of parts, 1 or more.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>Everything.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>k/n</c>.</summary>
    /// <exception cref="EphysTxException">It is not two whole numbers with 1 ≤ k ≤ n ≤ 100,000.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var first, var second] && int.TryParse(first, out int number) && int.TryParse(second, out int count) && number >= 1 && number <= count && count <= 100_000
            ? new Shard(number, count)
            : throw new EphysTxException($"A shard is written k/n with 1 ≤ k ≤ n, for example 2/8, not '{text}'.");
    }

    /// <summary>The recordings of this part.</summary>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> all) => Count == 1 ? all : [.. all.Where((_, index) => index % Count == Number - 1)];

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Number}/{Count}");
}

/// <summary>How features are drawn from many recordings.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Preset or own options. Own options need a name of their own: what is finished is known again by it and by their simple values.</summary>
    public FeatureOptions Features { get; init; } = FeatureOptions.Recommended;

    /// <summary>Feature file to write; finished recordings are kept in <c>FILE.cells/</c> until it is whole.</summary>
    public required string Output { get; init; }

    /// <summary>Folder for one JSON file per recording; null for none.</summary>
    public string? JsonFolder { get; init; }

    /// <summary>Recordings worked on at once, 1 or more; the results do not depend on it. Memory is that of as many recordings.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Which part of the list is done here.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Version of this library, written into every file.</summary>
    public static string LibraryVersion { get; } =
        (typeof(ExtractionOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>Folder of the finished recordings.</summary>
    public string StoreFolder => Path.GetFullPath(Output) + ".cells";
}
