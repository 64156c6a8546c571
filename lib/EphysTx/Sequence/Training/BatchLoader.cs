using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>Batches of shuffled rows without end; each pass is shuffled anew.</summary>
internal sealed class BatchLoader
{
    private readonly int[] _rows;
    private readonly int _batch;
    private readonly SeededRandom _random;
    private int _next;

    public BatchLoader(int[] rows, int batch, bool dropLast, SeededRandom random)
    {
        _rows = [.. rows];
        _batch = Math.Min(batch, rows.Length);
        _random = random;
        BatchesPerPass = dropLast ? rows.Length / _batch : (rows.Length + _batch - 1) / _batch;
        _next = BatchesPerPass;
    }

    public int BatchesPerPass { get; }

    /// <summary>Begins a new pass with the next batch.</summary>
    public void Restart() => _next = BatchesPerPass;

    public ReadOnlyMemory<int> Next()
    {
        if (_next == BatchesPerPass)
        {
            _random.Shuffle<int>(_rows);
            _next = 0;
        }

        int start = _next++ * _batch;
        return _rows.AsMemory(start, Math.Min(_batch, _rows.Length - start));
    }
}
