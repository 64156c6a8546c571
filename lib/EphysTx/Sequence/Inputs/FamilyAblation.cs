using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>Takes a family away from cells, or exchanges it between them, to see what a model makes of the rest.</summary>
public static class FamilyAblation
{
    /// <summary>
    /// The cells without a family. With <see cref="MissingPolicy.Masked"/> it is masked, so that the model knows that it is not there (a cell that has no other
    /// keeps it); with zeros every value is the mean of the training cells.
    /// </summary>
    /// <param name="input">Standardised cells.</param>
    /// <param name="family">Index of the family.</param>
    public static SequenceInput Without(SequenceInput input, int family)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegative(family);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(family, input.Layout.Steps);
        Matrix rows = input.Flatten();
        bool masked = input.Policy == MissingPolicy.Masked;
        for (int cell = 0; cell < rows.Rows; cell++)
        {
            if (!masked || Enumerable.Range(0, input.Layout.Steps).Any(step => step != family && input.HasFamily(cell, step)))
            {
                Block(rows, cell, family, input.Layout).Fill(masked ? double.NaN : 0);
            }
        }

        return new SequenceInput(input.Layout, rows, input.Policy);
    }

    /// <summary>The cells, each with a family of another cell.</summary>
    /// <param name="input">Standardised cells.</param>
    /// <param name="family">Index of the family.</param>
    /// <param name="givers">Per cell the cell whose family it is given; a cell that would be left without any family keeps its own.</param>
    public static SequenceInput Exchanged(SequenceInput input, int family, int[] givers)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(givers);
        if (givers.Length != input.Cells)
        {
            throw new ArgumentException($"{givers.Length} givers do not fit {input.Cells} cells.", nameof(givers));
        }

        Matrix own = input.Flatten();
        Matrix rows = own.Clone();
        for (int cell = 0; cell < rows.Rows; cell++)
        {
            if (input.HasFamily(givers[cell], family) || Enumerable.Range(0, input.Layout.Steps).Any(step => step != family && input.HasFamily(cell, step)))
            {
                Block(own, givers[cell], family, input.Layout).CopyTo(Block(rows, cell, family, input.Layout));
            }
        }

        return new SequenceInput(input.Layout, rows, input.Policy);
    }

    private static Span<double> Block(Matrix rows, int cell, int family, SequenceLayout layout) =>
        rows.Row(cell).Slice(family * layout.Width, layout.Widths[family]);
}
