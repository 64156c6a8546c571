namespace EphysTx.Tabular;

/// <summary>The rows of a node summed up: weight per class, weight in all, and the sum of the squared class weights.</summary>
internal readonly ref struct NodeWeights(ReadOnlySpan<double> perClass, double total, double squares)
{
    public ReadOnlySpan<double> PerClass { get; } = perClass;

    public double Total { get; } = total;

    public double Squares { get; } = squares;
}

/// <summary>
/// The best split of a node. Minimal weighted Gini impurity of the two sides means maximal
/// Σ left_c² / left + Σ right_c² / right over the class weights of the sides (Breiman et al. 1984, ch. 4).
/// </summary>
internal struct BestSplit
{
    /// <summary>Column of the split, −1 while none was found.</summary>
    public int Column;

    /// <summary>Highest rank that goes left.</summary>
    public int LowerRank;

    /// <summary>Next rank present in the node; it goes right.</summary>
    public int UpperRank;

    /// <summary>Number of samples that go left.</summary>
    public int LeftCount;

    /// <summary>The criterion, larger is better.</summary>
    public double Score;

    /// <summary>A node that has no split yet.</summary>
    public static BestSplit None => new() { Column = -1, Score = -1 };

    /// <summary>Goes through the cuts of one column; of equally good cuts the first seen stays, as far as rounding allows.</summary>
    /// <param name="column">The column's index, to be remembered.</param>
    /// <param name="keys">Per sample rank (upper 16 bits) and kind (lower 16 bits), sorted by rank.</param>
    /// <param name="kindClass">Class of each kind.</param>
    /// <param name="kindWeight">Weight of each kind.</param>
    /// <param name="node">The sums of the node.</param>
    /// <param name="left">Working memory, one entry per class.</param>
    /// <param name="minLeaf">Fewest samples on a side.</param>
    public void Scan(
        int column, ReadOnlySpan<uint> keys, ReadOnlySpan<int> kindClass, ReadOnlySpan<double> kindWeight, NodeWeights node, Span<double> left, int minLeaf)
    {
        left.Clear();
        ReadOnlySpan<double> totals = node.PerClass[..left.Length];
        double leftTotal = 0, leftSquares = 0, cross = 0;
        double bestScore = Score;
        int bestAt = -1;
        int last = keys.Length - minLeaf;
        uint next = keys[0];
        for (int i = 1; i <= last; i++)
        {
            uint key = next;
            next = keys[i];
            int kind = (int)(key & 0xFFFF);
            double weight = kindWeight[kind];
            int c = kindClass[kind];
            double before = left[c];
            left[c] = before + weight;
            leftTotal += weight;
            leftSquares += weight * (before + before + weight);
            cross += weight * totals[c];
            if ((key ^ next) <= 0xFFFF || i < minLeaf)
            {
                continue;
            }

            // Compared by cross-multiplication: a division per cut would take most of the time.
            double rightTotal = node.Total - leftTotal;
            double rightSquares = node.Squares - (2 * cross) + leftSquares;
            double numerator = (leftSquares * rightTotal) + (rightSquares * leftTotal);
            double denominator = leftTotal * rightTotal;
            if (numerator > bestScore * denominator)
            {
                bestScore = numerator / denominator;
                bestAt = i;
            }
        }

        if (bestAt > 0)
        {
            Column = column;
            LeftCount = bestAt;
            LowerRank = (int)(keys[bestAt - 1] >> 16);
            UpperRank = (int)(keys[bestAt] >> 16);
            Score = bestScore;
        }
    }
}
