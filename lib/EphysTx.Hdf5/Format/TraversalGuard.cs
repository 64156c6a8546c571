namespace EphysTx.Hdf5;

/// <summary>
/// Keeps a walk over an index finite: the nodes of a sound index are distinct and do not overlap, so no node comes twice
/// and their sizes add up to no more than the file.
/// </summary>
internal sealed class TraversalGuard(FileContext file)
{
    private readonly HashSet<long> _visited = [];
    private long _bytesLeft = file.Length;

    public void Enter(long address, long bytes, int depth, string what)
    {
        if (depth > file.Options.MaxDepth)
        {
            throw file.Error(Hdf5ErrorKind.LimitExceeded, $"The {what} is nested deeper than {file.Options.MaxDepth} levels", address);
        }

        _bytesLeft -= bytes;
        if (!_visited.Add(address) || _bytesLeft < 0)
        {
            throw file.Corrupt($"The {what} refers to the same place more than once", address);
        }
    }
}
