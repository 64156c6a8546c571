using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// The rows of one tree and what each counts. Rows of one class and one weight are interchangeable for a split, so they share
/// a <em>kind</em>; there are few kinds, and their tables stay in the processor's nearest cache.
/// </summary>
internal sealed class RowWeights
{
    private readonly int[] _levelOfRow;
    private readonly int[] _levelClass;
    private readonly double[] _levelWeight;
    private readonly double[] _balanced;
    private readonly RandomForestOptions _options;
    private readonly int[] _counts;
    private readonly int[] _countPerClass;
    private int[] _kindOf = [];

    /// <summary>Prepares for one training set; <paramref name="rowWeights"/> multiply the class weights, null is all 1.</summary>
    public RowWeights(int[] labels, int[] rowsPerClass, double[]? rowWeights, RandomForestOptions options)
    {
        _options = options;
        _balanced = ClassWeights.Balanced(rowsPerClass);
        _levelOfRow = new int[labels.Length];
        _counts = new int[labels.Length];
        _countPerClass = new int[rowsPerClass.Length];
        var levels = new Dictionary<(int Class, double Weight), int>();
        for (int row = 0; row < labels.Length; row++)
        {
            (int, double) key = (labels[row], rowWeights?[row] ?? 1);
            if (!levels.TryGetValue(key, out int level))
            {
                levels.Add(key, level = levels.Count);
            }

            _levelOfRow[row] = level;
        }

        _levelClass = levels.Keys.Select(level => level.Class).ToArray();
        _levelWeight = levels.Keys.Select(level => level.Weight).ToArray();
        Samples = new uint[labels.Length];
        KindClass = new int[labels.Length];
        KindWeight = new double[labels.Length];
    }

    /// <summary>The rows with a positive weight, each once: row in the upper 16 bits, kind in the lower 16.</summary>
    public uint[] Samples { get; }

    /// <summary>Number of entries of <see cref="Samples"/> in use.</summary>
    public int SampleCount { get; private set; }

    /// <summary>Class of each kind.</summary>
    public int[] KindClass { get; }

    /// <summary>Weight of one row of each kind: times drawn × class weight × row weight.</summary>
    public double[] KindWeight { get; }

    /// <summary>How often each row was drawn.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Draws the sample of one tree.</summary>
    public void Draw(SeededRandom random)
    {
        int rows = _counts.Length;
        if (_options.Bootstrap)
        {
            Array.Clear(_counts);
            for (int i = 0; i < rows; i++)
            {
                _counts[random.NextInt(rows)]++;
            }
        }
        else
        {
            Array.Fill(_counts, 1);
        }

        AssignKinds(ClassWeightsOfSample());
    }

    private double[]? ClassWeightsOfSample()
    {
        if (_options.ClassWeighting != ClassWeighting.BalancedPerBootstrap || !_options.Bootstrap)
        {
            return _options.ClassWeighting == ClassWeighting.None ? null : _balanced;
        }

        Array.Clear(_countPerClass);
        for (int row = 0; row < _counts.Length; row++)
        {
            _countPerClass[_levelClass[_levelOfRow[row]]] += _counts[row];
        }

        return ClassWeights.Balanced(_countPerClass);
    }

    private void AssignKinds(double[]? classWeights)
    {
        int stride = 0;
        foreach (int count in _counts)
        {
            stride = Math.Max(stride, count + 1);
        }

        int table = stride * _levelClass.Length;
        if (_kindOf.Length < table)
        {
            _kindOf = new int[table];
        }

        Array.Fill(_kindOf, -1, 0, table);
        int kinds = 0;
        SampleCount = 0;
        for (int row = 0; row < _counts.Length; row++)
        {
            int level = _levelOfRow[row];
            double weight = _counts[row] * _levelWeight[level] * (classWeights?[_levelClass[level]] ?? 1);
            if (weight <= 0)
            {
                continue;
            }

            ref int kind = ref _kindOf[(level * stride) + _counts[row]];
            if (kind < 0)
            {
                kind = kinds++;
                KindClass[kind] = _levelClass[level];
                KindWeight[kind] = weight;
            }

            Samples[SampleCount++] = ((uint)row << 16) | (uint)kind;
        }
    }
}
