namespace EphysTx.Sequence;

/// <summary>
/// Everything one forward and backward pass of up to a number of cells needs, allocated once. Rows run step after step, cells
/// within: row = step · cells + cell.
/// </summary>
internal sealed class EncoderWorkspace<T>
    where T : unmanaged
{
    public EncoderWorkspace(SequenceArchitecture a, int cells)
    {
        Cells = cells;
        int rows = cells * a.Steps;
        int hidden = a.Hidden;
        Input = new(rows * a.Width);
        Gates = new(rows * 8 * hidden);
        State = new(rows * 2 * hidden);
        StateTanh = new(rows * 2 * hidden);
        Output = new(rows * 2 * hidden);
        OutputGradient = new(rows * 2 * hidden);
        StateGradient = new(cells * hidden);
        Pooled = new(cells * 2 * hidden);
        PooledGradient = new(cells * 2 * hidden);
        bool attention = a.Pooling == SequencePooling.Attention;
        int size = attention ? a.AttentionHidden : 0;
        Attention = new(rows * size);
        Weights = new(cells * a.Steps);
        WeightGradients = new(cells * a.Steps);
        int wide = new[] { a.Width, 2 * hidden, size }.Max();
        RowPanels = new(Math.Max(
            Math.Max(Panels.RowLength(rows, wide), Panels.RowLength(cells, 4 * hidden)),
            Math.Max(Panels.RowLength(4 * hidden, rows), Panels.RowLength(size, rows))));
        ColumnPanels = new(Panels.ColumnLength(wide, rows));
        Present = new bool[cells * a.Steps];
    }

    public int Cells { get; }

    public AlignedBuffer<T> Input { get; }

    public AlignedBuffer<T> Gates { get; }

    public AlignedBuffer<T> State { get; }

    public AlignedBuffer<T> StateTanh { get; }

    public AlignedBuffer<T> Output { get; }

    public AlignedBuffer<T> OutputGradient { get; }

    public AlignedBuffer<T> StateGradient { get; }

    public AlignedBuffer<T> Pooled { get; }

    public AlignedBuffer<T> PooledGradient { get; }

    /// <summary>tanh layer of the attention.</summary>
    public AlignedBuffer<T> Attention { get; }

    /// <summary>Weight of each step in the pooling, cell after cell.</summary>
    public AlignedBuffer<T> Weights { get; }

    public AlignedBuffer<T> WeightGradients { get; }

    public AlignedBuffer<T> RowPanels { get; }

    public AlignedBuffer<T> ColumnPanels { get; }

    /// <summary>Whether a step counts for a cell, cell after cell.</summary>
    public bool[] Present { get; }
}
