using System.Runtime.CompilerServices;

namespace EphysTx.Tabular;

/// <summary>One node; a leaf has no left child (−1).</summary>
/// <param name="Threshold">Values up to it go left; +∞ sends all but missing ones left.</param>
/// <param name="Column">Column of the cut.</param>
/// <param name="Left">Left child; the right one follows it.</param>
/// <param name="MissingLeft">Whether a missing value goes left.</param>
/// <param name="Value">What a leaf adds to the score.</param>
internal readonly record struct BoostedNode(double Threshold, int Column, int Left, bool MissingLeft, double Value);

/// <summary>A regression tree on the scores of one class; node 0 is the root.</summary>
internal sealed record BoostedTree(BoostedNode[] Nodes)
{
    /// <summary>What the tree adds to the score of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ValueOf(ReadOnlySpan<double> row)
    {
        BoostedNode node = Nodes[0];
        while (node.Left >= 0)
        {
            double value = row[node.Column];
            bool left = double.IsNaN(value) ? node.MissingLeft : value <= node.Threshold;
            node = Nodes[node.Left + (left ? 0 : 1)];
        }

        return node.Value;
    }
}
