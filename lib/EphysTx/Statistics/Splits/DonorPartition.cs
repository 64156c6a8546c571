using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Deals whole donors to parts so that <see cref="ClassBalance"/>'s J is small. Greedily first, in random order (largest
/// first would keep the same large donors together in every run); then single moves and pairwise swaps until none helps;
/// and anew, a few times, unless J is already the least that whole cells allow.
/// </summary>
internal sealed class DonorPartition
{
    private const int MaximumStarts = 20;
    private const int MaximumPasses = 100;

    // Partners that one donor is tried against in one pass; keeps very large cohorts from taking quadratic time.
    private const int MaximumPartners = 2000;

    private readonly ClassBalance _balance;
    private readonly int[] _partOf;

    private DonorPartition(int[] labels, DonorGroups donors, double[] fractions)
    {
        _balance = new ClassBalance(labels, donors, fractions);
        _partOf = new int[donors.Count];
    }

    /// <summary>Per cell the number of its part.</summary>
    public static int[] Assign(int[] labels, DonorGroups donors, double[] fractions, SeededRandom random)
    {
        var partition = new DonorPartition(labels, donors, fractions);
        int[] best = [];
        double bestCost = double.PositiveInfinity;
        for (int start = 0; start < MaximumStarts && (start == 0 || !partition._balance.IsLeast); start++)
        {
            partition.Deal(random);
            partition.Improve(random);
            if (partition._balance.Cost is double cost && cost < bestCost - ClassBalance.Rounding)
            {
                (best, bestCost) = ([.. partition._partOf], cost);
            }
        }

        return Array.ConvertAll(donors.Codes.ToArray(), donor => best[donor]);
    }

    private void Deal(SeededRandom random)
    {
        int[] order = Enumerable.Range(0, _partOf.Length).ToArray();
        int[] parts = Enumerable.Range(0, _balance.Parts).ToArray();
        random.Shuffle<int>(order);
        _balance.Clear();
        foreach (int donor in order)
        {
            // Shuffled anew, so that a tie does not always go to the same part.
            random.Shuffle<int>(parts);
            _partOf[donor] = parts.MinBy(part => _balance.DeltaOfAdding(donor, part));
            _balance.Add(donor, _partOf[donor]);
        }
    }

    private void Improve(SeededRandom random)
    {
        int[] order = Enumerable.Range(0, _partOf.Length).ToArray();
        bool improved = true;
        for (int pass = 0; improved && pass < MaximumPasses && !_balance.IsLeast; pass++)
        {
            improved = false;
            random.Shuffle<int>(order);
            foreach (int donor in order)
            {
                improved |= TryMove(donor);
            }

            for (int i = 0; i < order.Length && !_balance.IsLeast; i++)
            {
                int last = Math.Min(order.Length, i + 1 + MaximumPartners);
                for (int j = i + 1; j < last; j++)
                {
                    improved |= TrySwap(order[i], order[j]);
                }
            }
        }
    }

    private bool TryMove(int donor)
    {
        int from = _partOf[donor];
        double leaving = _balance.DeltaOfRemoving(donor, from);
        int best = from;
        double bestDelta = -ClassBalance.Rounding;
        for (int part = 0; part < _balance.Parts; part++)
        {
            if (part != from && leaving + _balance.DeltaOfAdding(donor, part) is double delta && delta < bestDelta)
            {
                (best, bestDelta) = (part, delta);
            }
        }

        if (best == from)
        {
            return false;
        }

        _balance.Remove(donor, from);
        _balance.Add(donor, best);
        _partOf[donor] = best;
        return true;
    }

    private bool TrySwap(int first, int second)
    {
        int a = _partOf[first];
        int b = _partOf[second];
        if (a == b || _balance.DeltaOfSwapping(first, a, second, b) >= -ClassBalance.Rounding)
        {
            return false;
        }

        _balance.Remove(first, a);
        _balance.Remove(second, b);
        _balance.Add(second, a);
        _balance.Add(first, b);
        (_partOf[first], _partOf[second]) = (b, a);
        return true;
    }
}
