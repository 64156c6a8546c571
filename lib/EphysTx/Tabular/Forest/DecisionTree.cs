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
        ReadOnlySpan<TreeNode> nodes = Nodes;
        for (; row + Together <= rows; row += Together)
        {
            // Four walks at once hide the latency of each; a walk that ended waits in its leaf.
            ReadOnlySpan<double> a = values.Slice(row * columns, columns);
            ReadOnlySpan<double> b = values.Slice((row + 1) * columns, columns);
            ReadOnlySpan<double> c = values.Slice((row + 2) * columns, columns);
            ReadOnlySpan<double> d = values.Slice((row + 3) * columns, columns);
            int na = 0, nb = 0, nc = 0, nd = 0;
            int moved;
            do
            {
                int ma = Step(nodes, a, na), mb = Step(nodes, b, nb), mc = Step(nodes, c, nc), md = Step(nodes, d, nd);
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
        int node = 0;
        for (int next = Step(Nodes, row, 0); next != node; next = Step(Nodes, row, node))
        {
            node = next;
        }

        Add(node, sum);
    }

    private static int Step(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<double> row, int index)
    {
        ref readonly TreeNode node = ref nodes[index];
        return node.Left + (row[node.Column] > node.Threshold ? 1 : 0);
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
