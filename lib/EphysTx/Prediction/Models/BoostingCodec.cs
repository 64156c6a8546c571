using System.Text.Json.Nodes;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>Histogram boosting: the trees of all rounds one after the other.</summary>
internal sealed class BoostingCodec : IModelCodec
{
    private const int MostRounds = 100_000;

    public string Family => "histogram-boosting";

    public bool Handles(ITabularClassifier model) => model is HistogramBoosting;

    public void Write(ITabularClassifier model, ModelWriter writer, JsonObject json)
    {
        var boosting = (HistogramBoosting)model;
        BoostedTree[] trees = [.. boosting.Trees.SelectMany(round => round)];
        BoostedNode[] nodes = [.. trees.SelectMany(tree => tree.Nodes)];
        json["trained_classes"] = ModelWriter.Array(boosting.Present.Classes);
        json["rounds"] = boosting.Rounds;
        writer.Add("start", boosting.Start);
        writer.Add("tree_nodes", [.. trees.Select(tree => tree.Nodes.Length)]);
        writer.Add("threshold", [.. nodes.Select(node => node.Threshold)]);
        writer.Add("column", [.. nodes.Select(node => node.Column)]);
        writer.Add("left", [.. nodes.Select(node => node.Left)]);
        writer.Add("missing_left", [.. nodes.Select(node => node.MissingLeft)]);
        writer.Add("value", [.. nodes.Select(node => node.Value)]);
    }

    public ITabularClassifier Read(ModelReader reader, int classes, int features, int depth)
    {
        PresentClasses present = LinearCodec.PresentIn(reader, classes);
        int rounds = reader.Integer("rounds", 0, MostRounds);
        int scores = new BoostingLoss(present.Count).Scores;
        int[] sizes = reader.Integers("tree_nodes", rounds * scores);
        double[] threshold = reader.Doubles("threshold", -1), value = reader.Finite("value", threshold.Length);
        int[] column = reader.Integers("column", threshold.Length), left = reader.Integers("left", threshold.Length);
        bool[] missingLeft = reader.Booleans("missing_left", threshold.Length);
        if (sizes.Any(size => size < 1) || sizes.Sum(size => (long)size) != threshold.Length)
        {
            throw reader.Damaged("the sizes of its trees do not fit its nodes");
        }

        var trees = new BoostedTree[sizes.Length];
        int at = 0;
        for (int tree = 0; tree < trees.Length; tree++)
        {
            var nodes = new BoostedNode[sizes[tree]];
            for (int i = 0; i < nodes.Length; i++, at++)
            {
                // A child stands behind its parent, so that every walk ends.
                bool isLeaf = left[at] == -1;
                bool isSound = isLeaf || (left[at] > i && left[at] < nodes.Length - 1 && column[at] >= 0 && column[at] < features && !double.IsNaN(threshold[at]));
                nodes[i] = isSound ? new BoostedNode(threshold[at], isLeaf ? 0 : column[at], left[at], missingLeft[at], value[at]) : throw reader.Damaged($"node {i} of tree {tree} leads nowhere");
            }

            trees[tree] = new BoostedTree(nodes);
        }

        return new HistogramBoosting(present, features, reader.Finite("start", scores), [.. trees.Chunk(scores)]);
    }
}
