using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EphysTx.Tabular;

/// <summary>
/// One node. A row goes left when its value is at most the threshold; the right child follows the left one. A leaf points to
/// itself with a threshold of +∞, so that walking on from it stays there.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TreeNode(double Threshold, int Column, int Left);

/// <summary>A classification tree as flat arrays; node 0 is the root.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="LeafOffset">Per node where its leaf's probabilities begin in <paramref name="LeafProbabilities"/>; −1 for an inner node.</param>
/// <param name="LeafProbabilities">The weighted class shares of the leaves, classes together.</param>
/// <param name="Depth">Level of the deepest leaf; the root is level 0.</param>
/// <param name="Importance">Per column the weighted Gini decrease of its splits, scaled to sum 1 (all 0 for a lone root).</param>
internal sealed record DecisionTree(TreeNode[] Nodes, int[] LeafOffset, double[] LeafProbabilities, int Depth, double[] Importance)
{
    /// <summary>Adds the class probabilities of complete rows to a running sum.</summary>
    /// <param name="values">The rows, row-major, without missing values.</param>
    /// <param name="columns">Width of a row.</param>
    /// <param name="sums">Rows × classes.</param>
    /// <param name="classes">Number of classes.</param>
    public void Accumulate(ReadOnlySpan<double> values, int columns, Span<double> sums, int classes)
    {
        const int Together = 4;
        int rows = values.Length / columns;
        int row = 0;
        ref TreeNode root = ref MemoryMarshal.GetArrayDataReference(Nodes);
        for (; row + Together <= rows; row += Together)
        {
            // Four walks at once hide the latency of each; a walk that ended waits in its leaf.
            ref double a = ref MemoryMarshal.GetReference(values.Slice(row * columns, Together * columns));
            ref double b = ref Unsafe.Add(ref a, columns);
            ref double c = ref Unsafe.Add(ref b, columns);
            ref double d = ref Unsafe.Add(ref c, columns);
            int na = 0, nb = 0, nc = 0, nd = 0;
            int moved;
            do
            {
                int ma = Step(ref root, ref a, na), mb = Step(ref root, ref b, nb), mc = Step(ref root, ref c, nc), md = Step(ref root, ref d, nd);
                moved = (ma ^ na) | (mb ^ nb) | (mc ^ nc) | (md ^ nd);
                (na, nb, nc, nd) = (ma, mb, mc, md);
            }
            while (moved != 0);
            Add(na, sums.Slice(row * classes, classes));
            Add(nb, sums.Slice((row + 1) * classes, classes));
            Add(nc, sums.Slice((row + 2) * classes, classes));
            Add(nd, sums.Slice((row + 3) * classes, classes));
        }

        for (; row < rows; row++)
        {
            AccumulateRow(values.Slice(row * columns, columns), sums.Slice(row * classes, classes));
        }
    }

    /// <summary>Adds the class probabilities of one complete row to a running sum.</summary>
    public void AccumulateRow(ReadOnlySpan<double> row, Span<double> sum)
    {
        ref TreeNode root = ref MemoryMarshal.GetArrayDataReference(Nodes);
        ref double values = ref MemoryMarshal.GetReference(row);
        int node = 0;
        for (int next = Step(ref root, ref values, 0); next != node; next = Step(ref root, ref values, node))
        {
            node = next;
        }

        Add(node, sum);
    }

    // Unchecked: nodes name nodes of their tree and columns of the training table, whose width the forest has checked.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(ref TreeNode root, ref double row, int index)
    {
        ref TreeNode node = ref Unsafe.Add(ref root, index);
        return node.Left + (Unsafe.Add(ref row, node.Column) > node.Threshold ? 1 : 0);
    }

    private void Add(int leaf, Span<double> sum)
    {
        ReadOnlySpan<double> shares = LeafProbabilities.AsSpan(LeafOffset[leaf], sum.Length);
        for (int c = 0; c < sum.Length; c++)
        {
            sum[c] += shares[c];
        }
    }
}
