namespace EphysTx.Statistics;

/// <summary>
/// How evenly parts share the classes while donors are moved about:
/// J = Σ over parts p and classes c of ((x_pc − f_p n_c) / n_c)² / f_p, where x_pc counts cells, n_c is the size of the class
/// and f_p the fraction wanted. Each class weighs the same however rare. A part without a cell of a class that has donors
/// for all parts costs more than any unevenness.
/// </summary>
internal sealed class ClassBalance
{
    /// <summary>Differences in J below this are rounding.</summary>
    public const double Rounding = 1e-10;

    private const double AbsentPenalty = 1e4;

    private readonly int _classes;
    private readonly int[] _donorCounts;
    private readonly int[] _partCounts;
    private readonly double[] _target;
    private readonly double[] _weight;
    private readonly bool[] _needed;
    private readonly double _least;

    public ClassBalance(int[] labels, DonorGroups donors, double[] fractions)
    {
        int[] sizes = ClassCounts.CellsPerClass(labels);
        _classes = sizes.Length;
        Parts = fractions.Length;
        _donorCounts = new int[donors.Count * _classes];
        for (int cell = 0; cell < labels.Length; cell++)
        {
            _donorCounts[(donors[cell] * _classes) + labels[cell]]++;
        }

        _partCounts = new int[Parts * _classes];
        _target = new double[Parts * _classes];
        _weight = new double[Parts * _classes];
        _needed = Array.ConvertAll(ClassCounts.DonorsPerClass(labels, donors), count => count >= Parts);
        for (int index = 0; index < _target.Length; index++)
        {
            double fraction = fractions[index / _classes];
            double size = sizes[index % _classes];
            _target[index] = fraction * size;
            _weight[index] = size == 0 ? 0 : 1 / (fraction * size * size);
        }

        _least = Enumerable.Range(0, _classes).Sum(label => LeastOf(label, sizes[label]));
    }

    /// <summary>Number of parts.</summary>
    public int Parts { get; }

    /// <summary>J, with the penalties.</summary>
    public double Cost
    {
        get
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
    }

    /// <summary>Whether J is as small as if cells could be dealt singly; nothing can be better.</summary>
    public bool IsLeast => Cost <= _least + Rounding;

    public void Clear() => Array.Clear(_partCounts);

    public void Add(int donor, int part) => Change(donor, part, 1);

    public void Remove(int donor, int part) => Change(donor, part, -1);

    public double DeltaOfAdding(int donor, int part) => Delta(donor, part, 1);

    public double DeltaOfRemoving(int donor, int part) => Delta(donor, part, -1);

    /// <summary>What J changes by when two donors change places.</summary>
    public double DeltaOfSwapping(int first, int firstPart, int second, int secondPart)
    {
        double delta = 0;
        for (int label = 0; label < _classes; label++)
        {
            int change = _donorCounts[(second * _classes) + label] - _donorCounts[(first * _classes) + label];
            if (change != 0)
            {
                delta += CountDelta(firstPart, label, change) + CountDelta(secondPart, label, -change);
            }
        }

        return delta;
    }

    private void Change(int donor, int part, int sign)
    {
        for (int label = 0; label < _classes; label++)
        {
            _partCounts[(part * _classes) + label] += sign * _donorCounts[(donor * _classes) + label];
        }
    }

    private double Delta(int donor, int part, int sign)
    {
        double sum = 0;
        for (int label = 0; label < _classes; label++)
        {
            int count = _donorCounts[(donor * _classes) + label];
            if (count != 0)
            {
                sum += CountDelta(part, label, sign * count);
            }
        }

        return sum;
    }

    private double CountDelta(int part, int label, int change)
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

    // Exact shares rounded down, the rest one by one where it costs least: the optimum, since J is convex and separable.
    private double LeastOf(int label, int size)
    {
        int[] index = Enumerable.Range(0, Parts).Select(part => (part * _classes) + label).ToArray();
        double[] excess = Array.ConvertAll(index, i => Math.Floor(_target[i]) - _target[i]);
        for (int rest = size - (int)index.Sum(i => Math.Floor(_target[i])); rest > 0; rest--)
        {
            int cheapest = Enumerable.Range(0, Parts).MinBy(part => _weight[index[part]] * ((2 * excess[part]) + 1));
            excess[cheapest]++;
        }

        return Enumerable.Range(0, Parts).Sum(part => _weight[index[part]] * excess[part] * excess[part]);
    }
}
