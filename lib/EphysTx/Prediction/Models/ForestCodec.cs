using System.Text.Json.Nodes;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>Random forests. Trees are walked without checks, so every node is checked here.</summary>
internal sealed class ForestCodec : IModelCodec
{
    private const int MostTrees = 100_000;
    private const double RowSumTolerance = 1e-6;

    public string Family => "random-forest";

    public bool Handles(ITabularClassifier model) => model is RandomForest;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var forest = (RandomForest)model;
        TreeNode[] nodes = [.. forest.Trees.SelectMany(tree => tree.Nodes)];
        json["trees"] = forest.Trees.Count;
        writer.Add("median", forest.Medians.Median);
        writer.Add("tree_nodes", [.. forest.Trees.Select(tree => tree.Nodes.Length)]);
        writer.Add("tree_shares", [.. forest.Trees.Select(tree => tree.LeafProbabilities.Length)]);
        writer.Add("threshold", [.. nodes.Select(node => node.Threshold)]);
        writer.Add("column", [.. nodes.Select(node => node.Column)]);
        writer.Add("left", [.. nodes.Select(node => node.Left)]);
        writer.Add("leaf_offset", [.. forest.Trees.SelectMany(tree => tree.LeafOffset)]);
        writer.Add("leaf_shares", [.. forest.Trees.SelectMany(tree => tree.LeafProbabilities)]);
        writer.Add("importance", [.. forest.Trees.SelectMany(tree => tree.Importance)], forest.Trees.Count, forest.FeatureCount);
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth)
    {
        int count = reader.Integer("trees", 1, MostTrees);
        int[] sizes = reader.Integers("tree_nodes", count), shareSizes = reader.Integers("tree_shares", count);
        double[] threshold = reader.Doubles("threshold", -1), shares = reader.Finite("leaf_shares", -1), median = reader.Doubles("median", features);
        int[] column = reader.Integers("column", threshold.Length), left = reader.Integers("left", threshold.Length), offset = reader.Integers("leaf_offset", threshold.Length);
        double[][] importance = [.. reader.Finite("importance", count, features).Chunk(features)];
        if (sizes.Concat(shareSizes).Any(size => size < 1) || sizes.Sum(size => (long)size) != threshold.Length || shareSizes.Sum(size => (long)size) != shares.Length || median.Any(double.IsInfinity))
        {
            throw reader.Damaged("the sizes of its trees do not fit its nodes");
        }

        var trees = new DecisionTree[count];
        int at = 0, shareAt = 0;
        for (int tree = 0; tree < count; tree++)
        {
            double[] leafShares = shares[shareAt..(shareAt + shareSizes[tree])];
            var nodes = new TreeNode[sizes[tree]];
            var offsets = new int[sizes[tree]];
            var levels = new int[sizes[tree]];
            for (int i = 0; i < nodes.Length; i++, at++)
            {
                bool isLeaf = left[at] == i;
                if (!(column[at] >= 0 && column[at] < features && (isLeaf ? IsLeaf(threshold[at], offset[at], leafShares, classes) : IsSplit(threshold[at], left[at], offset[at], i, nodes.Length))))
                {
                    throw reader.Damaged($"node {i} of tree {tree} leads nowhere");
                }

                nodes[i] = new TreeNode(threshold[at], column[at], left[at]);
                offsets[i] = offset[at];
                if (!isLeaf)
                {
                    levels[left[at]] = levels[left[at] + 1] = levels[i] + 1;
                }
            }

            trees[tree] = new DecisionTree(nodes, offsets, leafShares, levels.Max(), importance[tree]);
            shareAt += shareSizes[tree];
        }

        return new RandomForest(trees, new Imputer(median), classes, features, new RandomForestOptions { TreeCount = count });
    }

    // A child stands behind its parent, so that every walk ends.
    private static bool IsSplit(double threshold, int left, int offset, int index, int nodes) =>
        !double.IsNaN(threshold) && left > index && left < nodes - 1 && offset == -1;

    private static bool IsLeaf(double threshold, int offset, double[] shares, int classes) =>
        double.IsPositiveInfinity(threshold) && offset >= 0 && offset <= shares.Length - classes
        && Math.Abs(shares.AsSpan(offset, classes).ToArray().Sum(share => share >= 0 ? share : double.NaN) - 1) <= RowSumTolerance;
}
