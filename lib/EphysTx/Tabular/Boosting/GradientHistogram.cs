using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EphysTx.Tabular;

/// <summary>Sums of gradient and hessian and the number of rows in each bin of each column, for the rows of one node.</summary>
internal sealed class GradientHistogram(int bins)
{
    /// <summary>Per bin the gradient sum and the hessian sum.</summary>
    public Vector128<double>[] Sums { get; } = new Vector128<double>[bins];

    /// <summary>Per bin the number of rows.</summary>
    public int[] Counts { get; } = new int[bins];

    /// <summary>Fills it from rows.</summary>
    /// <param name="columns">The table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="pairs">Gradient and hessian of each of these rows, in their order.</param>
    public void Fill(BinnedColumns columns, ReadOnlySpan<int> rows, ReadOnlySpan<Vector128<double>> pairs)
    {
        Array.Clear(Sums);
        Array.Clear(Counts);
        ref int row = ref MemoryMarshal.GetReference(rows);
        ref Vector128<double> pair = ref MemoryMarshal.GetReference(pairs);
        for (int column = 0; column < columns.Columns; column++)
        {
            // Unchecked: rows are rows of the table, and its bins are below the column's number of bins.
            ref byte bins = ref MemoryMarshal.GetReference(columns.Column(column));
            ref Vector128<double> sums = ref Sums[columns.Offsets[column]];
            ref int counts = ref Counts[columns.Offsets[column]];
            for (int i = 0; i < rows.Length; i++)
            {
                int bin = Unsafe.Add(ref bins, Unsafe.Add(ref row, i));
                Unsafe.Add(ref sums, bin) += Unsafe.Add(ref pair, i);
                Unsafe.Add(ref counts, bin)++;
            }
        }
    }

    /// <summary>Takes the rows of a part out of it.</summary>
    public void Subtract(GradientHistogram part)
    {
        Vector128<double>[] partSums = part.Sums;
        int[] partCounts = part.Counts;
        for (int bin = 0; bin < Sums.Length; bin++)
        {
            Sums[bin] -= partSums[bin];
        }

        for (int bin = 0; bin < Counts.Length; bin++)
        {
            Counts[bin] -= partCounts[bin];
        }
    }
}
