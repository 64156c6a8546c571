using System.Runtime.Intrinsics;

namespace EphysTx.Tabular;

/// <summary>
/// Grows trees one after another on one thread, always at the leaf with the largest gain, with working memory that serves them all.
/// The histogram of the smaller child is counted, that of the larger is its parent's less it.
/// </summary>
internal sealed class BoostedTreeGrower
{
    private readonly BinnedColumns _columns;
    private readonly HistogramBoostingOptions _options;
    private readonly BoostingSplitSearch _search;
    private readonly int[] _rows;
    private readonly int[] _spare;
    private readonly Vector128<double>[] _ordered;
    private readonly Stack<GradientHistogram> _free = new();
    private readonly List<BoostedNode> _nodes = [];
    private readonly List<Growing> _open = [];
    private readonly List<Growing> _leaves = [];

    public BoostedTreeGrower(BinnedColumns columns, HistogramBoostingOptions options)
    {
        _columns = columns;
        _options = options;
        _search = new BoostingSplitSearch(columns, options);
        _rows = new int[columns.Rows];
        _spare = new int[columns.Rows];
        _ordered = new Vector128<double>[columns.Rows];
        Pairs = new Vector128<double>[columns.Rows];
    }

    /// <summary>Gradient and hessian of each row, to be set before <see cref="Grow"/>.</summary>
    public Vector128<double>[] Pairs { get; }

    /// <summary>Grows a tree and adds its values to the scores of the training rows.</summary>
    public BoostedTree Grow(double[] scores)
    {
        _nodes.Clear();
        _leaves.Clear();
        _nodes.Add(default);
        Vector128<double> sum = default;
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[row] = row;
            sum += Pairs[row];
        }

        var root = new Growing(0, 0, 0, new GradientSum(sum, _rows.Length), 0);
        Open(root, CanSplit(root) ? Count(root) : null);
        for (int leaves = 1; _open.Count > 0 && leaves < _options.MaxLeaves; leaves++)
        {
            Split(TakeBest(), last: leaves + 1 == _options.MaxLeaves);
        }

        foreach (Growing node in _open)
        {
            Close(node);
        }

        _open.Clear();
        foreach (Growing leaf in _leaves)
        {
            double value = leaf.Value * _options.LearningRate;
            _nodes[leaf.Node] = new BoostedNode(0, 0, -1, false, value);
            foreach (int row in _rows.AsSpan(leaf.Start, leaf.Sum.Count))
            {
                scores[row] += value;
            }
        }

        return new BoostedTree([.. _nodes]);
    }

    private void Split(Growing node, bool last)
    {
        BoostingSplit split = node.Split;
        Partition(node);
        int at = _nodes.Count;
        GradientSum rightSum = node.Sum - split.Left;
        // Where training had no missing value, one in prediction goes with the majority.
        bool missingLeft = _columns.HasMissing(split.Column) ? split.MissingLeft : split.Left.Count > rightSum.Count;
        _nodes[node.Node] = new BoostedNode(_columns.Threshold(split.Column, split.Bin), split.Column, at, missingLeft, 0);
        _nodes.Add(default);
        _nodes.Add(default);
        var left = new Growing(at, node.Start, node.Depth + 1, split.Left, split.Left.Step(_options.L2));
        var right = new Growing(at + 1, node.Start + split.Left.Count, node.Depth + 1, rightSum, rightSum.Step(_options.L2));
        if (last || !(CanSplit(left) || CanSplit(right)))
        {
            _free.Push(node.Histogram!);
            _leaves.Add(left);
            _leaves.Add(right);
            return;
        }

        (Growing small, Growing large) = left.Sum.Count < right.Sum.Count ? (left, right) : (right, left);
        GradientHistogram counted = Count(small);
        node.Histogram!.Subtract(counted);
        Open(left, small == left ? counted : node.Histogram);
        Open(right, small == right ? counted : node.Histogram);
    }

    private bool CanSplit(Growing node) =>
        node.Sum.Count >= 2L * _options.MinSamplesLeaf && node.Depth < (_options.MaxDepth ?? int.MaxValue);

    private void Open(Growing node, GradientHistogram? histogram)
    {
        node.Histogram = histogram;
        node.Split = CanSplit(node) ? _search.Find(histogram!, node.Sum, node.Value) : default;
        if (node.Split.Gain > 0)
        {
            _open.Add(node);
        }
        else
        {
            Close(node);
        }
    }

    private void Close(Growing node)
    {
        if (node.Histogram is not null)
        {
            _free.Push(node.Histogram);
        }

        _leaves.Add(node);
    }

    private Growing TakeBest()
    {
        int best = 0;
        for (int i = 1; i < _open.Count; i++)
        {
            best = _open[i].Split.Gain > _open[best].Split.Gain ? i : best;
        }

        Growing node = _open[best];
        _open.RemoveAt(best);
        return node;
    }

    private GradientHistogram Count(Growing node)
    {
        ReadOnlySpan<int> rows = _rows.AsSpan(node.Start, node.Sum.Count);
        for (int i = 0; i < rows.Length; i++)
        {
            _ordered[i] = Pairs[rows[i]];
        }

        GradientHistogram histogram = _free.TryPop(out GradientHistogram? free) ? free : new GradientHistogram(_columns.Offsets[^1]);
        histogram.Fill(_columns, rows, _ordered.AsSpan(0, rows.Length));
        return histogram;
    }

    private void Partition(Growing node)
    {
        ReadOnlySpan<byte> bins = _columns.Column(node.Split.Column);
        Span<int> rows = _rows.AsSpan(node.Start, node.Sum.Count);
        int missing = node.Split.MissingLeft ? _columns.Bins(node.Split.Column) : -1;
        int leftCount = 0, rightCount = 0;
        foreach (int row in rows)
        {
            int bin = bins[row];
            int goesLeft = bin <= node.Split.Bin || bin == missing ? 1 : 0;
            rows[leftCount] = row;
            _spare[rightCount] = row;
            leftCount += goesLeft;
            rightCount += 1 - goesLeft;
        }

        _spare.AsSpan(0, rightCount).CopyTo(rows[leftCount..]);
    }

    private sealed class Growing(int node, int start, int depth, GradientSum sum, double value)
    {
        public int Node => node;

        public int Start => start;

        public int Depth => depth;

        public GradientSum Sum => sum;

        public double Value => value;

        public GradientHistogram? Histogram { get; set; }

        public BoostingSplit Split { get; set; }
    }
}
