namespace EphysTx.Sequence;

/// <summary>Where a synthetic cell lies: on the line from a cell to one of its neighbours of the same class.</summary>
/// <param name="Label">Class of all three.</param>
/// <param name="Base">Row of the cell.</param>
/// <param name="Neighbour">Row of the neighbour; the cell itself where its class has no other.</param>
/// <param name="Step">How far along the line, 0 (the cell) to 1 (the neighbour).</param>
public readonly record struct SyntheticCell(int Label, int Base, int Neighbour, double Step)
{
    /// <summary>
    /// The values. A value that both cells have is interpolated. Which values are missing is taken from the nearer of
    /// the two, so that synthetic cells lack what real ones lack, as often; a value that only the nearer one has is copied.
    /// </summary>
    /// <param name="rows">The cells, row-major; NaN where missing.</param>
    /// <param name="width">Values a cell.</param>
    /// <param name="result">Receives <paramref name="width"/> values.</param>
    public void Interpolate(ReadOnlySpan<float> rows, int width, Span<float> result)
    {
        ReadOnlySpan<float> from = rows.Slice(Base * width, width);
        ReadOnlySpan<float> to = rows.Slice(Neighbour * width, width);
        ReadOnlySpan<float> nearer = Step < 0.5 ? from : to;
        for (int i = 0; i < width; i++)
        {
            double between = from[i] + (Step * ((double)to[i] - from[i]));
            result[i] = double.IsNaN(between) ? nearer[i] : (float)between;
        }
    }
}
