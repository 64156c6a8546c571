using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>Grows trees one after another on one thread, with working memory that serves them all.</summary>
internal sealed class TreeGrower
{
    private readonly RankedColumns _ranked;
    private readonly RandomForestOptions _options;
    private readonly int _columnsPerSplit;
    private readonly int[] _columns;
    private readonly uint[] _keys;
    private readonly uint[] _spare;
    private readonly int[] _buckets = new int[RankSort.BucketLength];
    private readonly double[] _totals;
    private readonly double[] _left;
    private readonly Stack<Pending> _pending = new();
    private readonly List<TreeNode> _nodes = [];
    private readonly List<int> _leafOffset = [];
    private readonly List<double> _leafProbabilities = [];

    public TreeGrower(RankedColumns ranked, RowWeights weights, int classes, RandomForestOptions options)
    {
        _ranked = ranked;
        _options = options;
        _columnsPerSplit = options.FeaturesPerSplitOf(ranked.Columns);
        _columns = new int[ranked.Columns];
        _keys = new uint[ranked.Rows];
        _spare = new uint[ranked.Rows];
        _totals = new double[classes];
        _left = new double[classes];
        Weights = weights;
    }

    /// <summary>The rows of the tree last grown.</summary>
    public RowWeights Weights { get; }

    /// <summary>Draws a sample and grows a tree on it.</summary>
    public DecisionTree Grow(SeededRandom random)
    {
        Weights.Draw(random);
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = i;
        }

        _nodes.Clear();
        _leafOffset.Clear();
        _leafProbabilities.Clear();
        AddNodes(1);
        var importance = new double[_columns.Length];
        int depth = 0;
        _pending.Push(new Pending(0, Weights.SampleCount, 0, 0));
        while (_pending.TryPop(out Pending node))
        {
            depth = Math.Max(depth, node.Depth);
            GrowNode(node, importance, random);
        }

        double total = importance.Sum();
        for (int i = 0; i < importance.Length && total > 0; i++)
        {
            importance[i] /= total;
        }

        return new DecisionTree([.. _nodes], [.. _leafOffset], [.. _leafProbabilities], depth, importance);
    }

    private void GrowNode(Pending pending, double[] importance, SeededRandom random)
    {
        Span<uint> samples = Weights.Samples.AsSpan(pending.Start, pending.Count);
        NodeWeights node = Sum(samples, out bool pure);
        BestSplit split = BestSplit.None;
        if (!pure && pending.Depth < (_options.MaxDepth ?? int.MaxValue)
            && samples.Length >= Math.Max(_options.MinSamplesSplit, 2L * _options.MinSamplesLeaf))
        {
            split = FindSplit(samples, node, random);
        }

        if (split.Column < 0)
        {
            MakeLeaf(pending.Node, node);
            return;
        }

        importance[split.Column] += split.Score - (node.Squares / node.Total);
        Partition(samples, _ranked.Column(split.Column), split);
        int left = AddNodes(2);
        _nodes[pending.Node] = new TreeNode(_ranked.Threshold(split.Column, split.LowerRank, split.UpperRank), split.Column, left);
        _pending.Push(new Pending(pending.Start + split.LeftCount, pending.Count - split.LeftCount, pending.Depth + 1, left + 1));
        _pending.Push(new Pending(pending.Start, split.LeftCount, pending.Depth + 1, left));
    }

    private NodeWeights Sum(ReadOnlySpan<uint> samples, out bool pure)
    {
        ReadOnlySpan<int> kindClass = Weights.KindClass;
        ReadOnlySpan<double> kindWeight = Weights.KindWeight;
        Span<double> totals = _totals;
        totals.Clear();
        foreach (uint sample in samples)
        {
            int kind = (int)(sample & 0xFFFF);
            totals[kindClass[kind]] += kindWeight[kind];
        }

        double total = 0, squares = 0;
        int present = 0;
        foreach (double weight in totals)
        {
            total += weight;
            squares += weight * weight;
            present += weight > 0 ? 1 : 0;
        }

        pure = present < 2;
        return new NodeWeights(totals, total, squares);
    }

    private BestSplit FindSplit(ReadOnlySpan<uint> samples, NodeWeights node, SeededRandom random)
    {
        BestSplit best = BestSplit.None;
        int usable = 0;
        for (int drawn = 0; drawn < _columns.Length && (drawn < _columnsPerSplit || usable == 0); drawn++)
        {
            int other = drawn + random.NextInt(_columns.Length - drawn);
            (_columns[drawn], _columns[other]) = (_columns[other], _columns[drawn]);
            int column = _columns[drawn];
            if (_ranked.IsConstant(column))
            {
                continue;
            }

            Span<uint> keys = _keys.AsSpan(0, samples.Length);
            (int lowest, int highest) = MakeKeys(samples, _ranked.Column(column), keys);
            if (lowest == highest)
            {
                continue;
            }

            usable++;
            Span<uint> sorted = RankSort.Sort(keys, _spare.AsSpan(0, samples.Length), _buckets, lowest, highest);
            best.Scan(column, sorted, Weights.KindClass, Weights.KindWeight, node, _left, _options.MinSamplesLeaf);
        }

        return best;
    }

    private static (int Lowest, int Highest) MakeKeys(ReadOnlySpan<uint> samples, ReadOnlySpan<ushort> ranks, Span<uint> keys)
    {
        uint lowest = uint.MaxValue, highest = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            uint sample = samples[i];
            uint rank = ranks[(int)(sample >> 16)];
            lowest = Math.Min(lowest, rank);
            highest = Math.Max(highest, rank);
            keys[i] = (rank << 16) | (sample & 0xFFFF);
        }

        return ((int)lowest, (int)highest);
    }

    private void Partition(Span<uint> samples, ReadOnlySpan<ushort> ranks, in BestSplit split)
    {
        Span<uint> right = _spare.AsSpan(0, samples.Length);
        int leftCount = 0, rightCount = 0;
        foreach (uint sample in samples)
        {
            // Both writes always, so that the outcome needs no branch.
            int goesRight = ranks[(int)(sample >> 16)] > split.LowerRank ? 1 : 0;
            samples[leftCount] = sample;
            right[rightCount] = sample;
            rightCount += goesRight;
            leftCount += 1 - goesRight;
        }

        right[..rightCount].CopyTo(samples[leftCount..]);
    }

    private void MakeLeaf(int index, NodeWeights node)
    {
        _nodes[index] = new TreeNode(double.PositiveInfinity, 0, index);
        _leafOffset[index] = _leafProbabilities.Count;
        foreach (double weight in node.PerClass)
        {
            _leafProbabilities.Add(weight / node.Total);
        }
    }

    private int AddNodes(int count)
    {
        int first = _nodes.Count;
        for (int i = 0; i < count; i++)
        {
            _nodes.Add(default);
            _leafOffset.Add(-1);
        }

        return first;
    }

    private readonly record struct Pending(int Start, int Count, int Depth, int Node);
}
