using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Sequence;

/// <summary>What a model says about cells.</summary>
/// <param name="Logits">Cells × classes: scores before softmax.</param>
/// <param name="Attention">Cells × steps: weight of each step, each row summing to 1; null with another pooling.</param>
public sealed record SequenceScores(Matrix Logits, Matrix? Attention)
{
    /// <summary>Cells × classes: softmax of the logits.</summary>
    public Matrix Probabilities()
    {
        Matrix result = Logits.Clone();
        for (int row = 0; row < result.Rows; row++)
        {
            Softmax.InPlace(result.Row(row));
        }

        return result;
    }

    /// <summary>Per cell the class with the largest logit, the first of equals.</summary>
    public int[] Classes()
    {
        var classes = new int[Logits.Rows];
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<double> values = Logits.Row(row);
            for (int c = 1; c < values.Length; c++)
            {
                classes[row] = values[c] > values[classes[row]] ? c : classes[row];
            }
        }

        return classes;
    }
}
