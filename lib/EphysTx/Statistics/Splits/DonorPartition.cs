using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Deals whole donors to parts. Minimises J = Σ over parts p and classes c of ((x_pc − f_p n_c) / n_c)² / f_p, where x_pc
/// counts cells, n_c is the size of the class and f_p the fraction wanted: each class weighs the same however rare.
/// Greedily first, in random order (largest first would keep the same large donors together in every run); then single
/// moves and pairwise swaps until none helps; and anew, a few times, unless J is already the least that whole cells allow.
/// </summary>
internal sealed class DonorPartition
{
    // Far above any reachable J: a part without a class is worse than any unevenness.
    private const double AbsentPenalty = 1e6;
    private const double Gain = 1e-12;
    private const int MaximumPasses = 100;
    private const int MaximumStarts = 20;

    // Partners that one donor is tried against in one pass; keeps very large cohorts from taking quadratic time.
    private const int MaximumPartners = 2000;

    private readonly int _classes;
    private readonly int _parts;
    private readonly int[] _donorCounts;
    private readonly int[] _partCounts;
    private readonly double[] _target;
    private readonly double[] _weight;
    private readonly bool[] _needed;
    private readonly int[] _partOf;
    private readonly double _least;

    private DonorPartition(int[] labels, DonorGroups donors, double[] fractions)
    {
        int[] classSizes = ClassCounts.CellsPerClass(labels);
        int[] donorsPerClass = ClassCounts.DonorsPerClass(labels, donors);
        _classes = classSizes.Length;
        _parts = fractions.Length;
        _donorCounts = new int[donors.Count * _classes];
        for (int cell = 0; cell < labels.Length; cell++)
        {
            _donorCounts[(donors[cell] * _classes) + labels[cell]]++;
        }

        _partCounts = new int[_parts * _classes];
        _target = new double[_parts * _classes];
        _weight = new double[_parts * _classes];
        _needed = new bool[_classes];
        for (int label = 0; label < _classes; label++)
        {
            _needed[label] = donorsPerClass[label] >= _parts;
            for (int part = 0; part < _parts && classSizes[label] > 0; part++)
            {
                _target[(part * _classes) + label] = fractions[part] * classSizes[label];
                _weight[(part * _classes) + label] = 1 / (fractions[part] * classSizes[label] * (double)classSizes[label]);
            }
        }

        _partOf = new int[donors.Count];
        _least = Enumerable.Range(0, _classes).Sum(label => LeastOf(label, classSizes[label]));
    }

    public static int[] Assign(int[] labels, DonorGroups donors, double[] fractions, SeededRandom random)
    {
        var partition = new DonorPartition(labels, donors, fractions);
        int[] best = [];
        double bestCost = double.PositiveInfinity;
        for (int start = 0; start < MaximumStarts && bestCost > partition._least + Gain; start++)
        {
            partition.Deal(random);
            partition.Improve(random);
            if (partition.Cost() is double cost && cost < bestCost - Gain)
            {
                (best, bestCost) = ([.. partition._partOf], cost);
            }
        }

        return Array.ConvertAll(donors.Codes.ToArray(), donor => best[donor]);
    }

    private void Deal(SeededRandom random)
    {
        int[] order = Enumerable.Range(0, _partOf.Length).ToArray();
        int[] parts = Enumerable.Range(0, _parts).ToArray();
        random.Shuffle<int>(order);
        Array.Clear(_partCounts);
        foreach (int donor in order)
        {
            // Shuffled anew, so that a tie does not always go to the same part.
            random.Shuffle<int>(parts);
            int best = parts.MinBy(part => Delta(part, donor, 1));
            Add(best, donor, 1);
            _partOf[donor] = best;
        }
    }

    private void Improve(SeededRandom random)
    {
        int[] order = Enumerable.Range(0, _partOf.Length).ToArray();
        bool improved = true;
        for (int pass = 0; improved && pass < MaximumPasses && Cost() > _least + Gain; pass++)
        {
            improved = false;
            random.Shuffle<int>(order);
            foreach (int donor in order)
            {
                improved |= TryMove(donor);
            }

            for (int i = 0; i < order.Length; i++)
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
        double leaving = Delta(from, donor, -1);
        int best = from;
        double bestDelta = -Gain;
        for (int part = 0; part < _parts; part++)
        {
            if (part != from && leaving + Delta(part, donor, 1) is double delta && delta < bestDelta)
            {
                (best, bestDelta) = (part, delta);
            }
        }

        if (best == from)
        {
            return false;
        }

        Add(from, donor, -1);
        Add(best, donor, 1);
        _partOf[donor] = best;
        return true;
    }

    private bool TrySwap(int first, int second)
    {
        int a = _partOf[first];
        int b = _partOf[second];
        if (a == b)
        {
            return false;
        }

        double delta = 0;
        for (int label = 0; label < _classes; label++)
        {
            int change = _donorCounts[(second * _classes) + label] - _donorCounts[(first * _classes) + label];
            if (change != 0)
            {
                delta += CellDelta(a, label, change) + CellDelta(b, label, -change);
            }
        }

        if (delta >= -Gain)
        {
            return false;
        }

        Add(a, first, -1);
        Add(a, second, 1);
        Add(b, second, -1);
        Add(b, first, 1);
        (_partOf[first], _partOf[second]) = (b, a);
        return true;
    }

    private double Cost()
    {
        double sum = 0;
        for (int index = 0; index < _partCounts.Length; index++)
        {
            double excess = _partCounts[index] - _target[index];
            sum += _weight[index] * excess * excess;
            sum += _needed[index % _classes] && _partCounts[index] == 0 ? AbsentPenalty : 0;
        }

        return sum;
    }

    /// <summary>The least J of one class if its cells could be dealt singly: exact shares rounded down, the rest one by one where cheapest.</summary>
    private double LeastOf(int label, int size)
    {
        int[] index = Enumerable.Range(0, _parts).Select(part => (part * _classes) + label).ToArray();
        double[] excess = Array.ConvertAll(index, i => Math.Floor(_target[i]) - _target[i]);
        for (int rest = size - (int)index.Sum(i => Math.Floor(_target[i])); rest > 0; rest--)
        {
            int cheapest = Enumerable.Range(0, _parts).MinBy(part => _weight[index[part]] * ((2 * excess[part]) + 1));
            excess[cheapest]++;
        }

        return Enumerable.Range(0, _parts).Sum(part => _weight[index[part]] * excess[part] * excess[part]);
    }

    private double Delta(int part, int donor, int sign)
    {
        double sum = 0;
        for (int label = 0; label < _classes; label++)
        {
            int count = _donorCounts[(donor * _classes) + label];
            if (count != 0)
            {
                sum += CellDelta(part, label, sign * count);
            }
        }

        return sum;
    }

    private double CellDelta(int part, int label, int change)
    {
        int index = (part * _classes) + label;
        int before = _partCounts[index];
        double delta = _weight[index] * change * ((2 * (before - _target[index])) + change);
        if (_needed[label] && (before == 0 || before + change == 0))
        {
            delta += before == 0 ? -AbsentPenalty : AbsentPenalty;
        }

        return delta;
    }

    private void Add(int part, int donor, int sign)
    {
        for (int label = 0; label < _classes; label++)
        {
            _partCounts[(part * _classes) + label] += sign * _donorCounts[(donor * _classes) + label];
        }
    }
}
