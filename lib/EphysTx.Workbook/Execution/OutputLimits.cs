namespace EphysTx.Workbook.Execution;

/// <summary>How much one cell may put out. Beyond it the cell ends with an error, and memory stays bounded.</summary>
internal sealed record OutputLimits
{
    /// <summary>Printed text of one cell, in MB; more than 0.</summary>
    public double TextMegabytes { get; init; } = 4;

    /// <summary>One shown value in all its mime types together, in MB.</summary>
    public double ValueMegabytes { get; init; } = 8;

    /// <summary>All shown values of one cell together, in MB.</summary>
    public double ValuesMegabytes { get; init; } = 64;

    /// <summary>How much of a too long text is kept for reading, in characters.</summary>
    public int KeptCharacters { get; init; } = 20_000;
}

/// <summary>Ends a cell that may not go on: it put out too much, or the run was stopped.</summary>
internal sealed class CellStoppedException : Exception
{
    public CellStoppedException(string message)
        : base(message)
    {
    }
}
