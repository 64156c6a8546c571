namespace EphysTx.Workbook.Publishing;

/// <summary>How large a file in the repository may be, in bytes. What a page shows must also open on a telephone, and a repository keeps every version.</summary>
internal sealed record PublishLimits
{
    /// <summary>A reading copy of a notebook; GitHub shows hardly anything larger.</summary>
    public long Notebook { get; init; } = 1_500_000;

    /// <summary>A figure.</summary>
    public long Svg { get; init; } = 400_000;

    /// <summary>The plotted numbers of a figure, or a table.</summary>
    public long Csv { get; init; } = 1_000_000;

    /// <summary>Results and the pages that show the figures.</summary>
    public long Page { get; init; } = 300_000;

    /// <summary>The limit for a file by its ending.</summary>
    public long For(string path) => Path.GetExtension(path) switch
    {
        ".ipynb" => Notebook,
        ".svg" => Svg,
        ".csv" => Csv,
        _ => Page,
    };
}
