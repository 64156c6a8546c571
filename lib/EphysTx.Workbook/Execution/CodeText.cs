namespace EphysTx.Workbook.Execution;

/// <summary>A piece of code as the compiler sees it.</summary>
/// <param name="Text">The code; line numbers are those of the cell or file it is from.</param>
/// <param name="FilePath">The name that the debug information carries, for example <c>01-load-and-qc.dib#cell3</c>.</param>
/// <param name="Label">The same in words: <c>01-load-and-qc.dib, cell 3</c>.</param>
internal sealed record CodeText(string Text, string FilePath, string Label);

/// <summary>A cell's code or an imported file cannot be run as it stands; the message is for the person who wrote it.</summary>
internal sealed class CellFailedException : Exception
{
    public CellFailedException(CellFailure failure)
        : base(failure.Message) => Failure = failure;

    public CellFailure Failure { get; }
}
