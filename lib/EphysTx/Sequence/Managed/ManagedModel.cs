using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>A model of the managed engine.</summary>
internal sealed unsafe class ManagedModel<T> : ISequenceModel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, Head<T>> _heads = new(StringComparer.Ordinal);

    public ManagedModel(SequenceArchitecture architecture, IReadOnlyList<SequenceHead> heads, long seed, Kernels<T> kernels)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(heads);
        architecture.Check();
        Architecture = architecture;
        Heads = [.. heads];
        Kernels = kernels;
        var random = new SeededRandom(seed);
        Encoder = new Encoder<T>(architecture, kernels, random.Fork(0));
        Parameters.AddRange(Encoder.Parameters.All);
        for (int i = 0; i < heads.Count; i++)
        {
            heads[i].Check();
            var head = Head<T>.Create(heads[i], 2 * architecture.Hidden, kernels, random.Fork(i + 1));
            Parameters.AddRange(head.Parameters);
            if (!_heads.TryAdd(heads[i].Name, head))
            {
                throw new ArgumentException($"Two heads are named {heads[i].Name}.", nameof(heads));
            }
        }

        if (heads.Count == 0 || Parameters.Select(parameter => parameter.Name).Distinct().Count() < Parameters.Count)
        {
            throw new ArgumentException("A model needs one head or more, whose names do not collide with the encoder's tensors.", nameof(heads));
        }
    }

    public SequenceArchitecture Architecture { get; }

    public IReadOnlyList<SequenceHead> Heads { get; }

    public Kernels<T> Kernels { get; }

    public Encoder<T> Encoder { get; }

    /// <summary>The encoder's, then each head's.</summary>
    public List<Parameter<T>> Parameters { get; } = [];

    public Head<T> Head(string name) => _heads.TryGetValue(name, out Head<T>? head)
        ? head
        : throw new EphysTxException($"The model has no head '{name}'; it has {string.Join(", ", _heads.Keys)}.");

    public IReadOnlyList<NamedTensor> Tensors() =>
        [.. Parameters.Select(parameter => new NamedTensor(parameter.Name, parameter.Shape, Array.ConvertAll(parameter.Values.ToArray(), float.CreateTruncating)))];

    public void Load(IEnumerable<NamedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var known = Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        NamedTensor[] all = [.. tensors];
        foreach (NamedTensor tensor in all)
        {
            if (!known.TryGetValue(tensor.Name, out Parameter<T>? target))
            {
                throw new EphysTxException($"The model has no tensor '{tensor.Name}'; it has {string.Join(", ", known.Keys)}.");
            }

            if (!target.Shape.SequenceEqual(tensor.Shape) || tensor.Values.Length != target.Count)
            {
                throw new EphysTxException($"The tensor {tensor.Name} is {string.Join(" × ", tensor.Shape)} with {tensor.Values.Length} values, but the model needs {string.Join(" × ", target.Shape)}.");
            }
        }

        foreach (NamedTensor tensor in all)
        {
            Array.ConvertAll(tensor.Values, T.CreateTruncating).CopyTo(known[tensor.Name].Values);
        }

        Encoder.Changed();
    }

    public ISequenceTraining StartTraining(SequenceOptimizer optimizer, bool freezeEncoder = false) => new ManagedTraining<T>(this, optimizer, freezeEncoder);

    public SequenceScores Score(string head, SequenceInput input, int[]? rows = null, int batch = 256)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        CheckInput(input);
        rows ??= [.. Enumerable.Range(0, input.Cells)];
        Head<T> target = Head(head);
        int classes = target.Definition.Classes;
        var logits = new Matrix(rows.Length, classes);
        Matrix? attention = Architecture.Pooling == SequencePooling.Attention ? new Matrix(rows.Length, Architecture.Steps) : null;
        for (int start = 0; start < rows.Length; start += batch)
        {
            int cells = Math.Min(batch, rows.Length - start);
            Encoder.Forward(input, rows.AsSpan(start, cells));
            target.Forward(Encoder.Pooled, cells, [], dropout: null);
            target.Logits.AsSpan(0, cells * classes).CopyTo(logits.Values.AsSpan(start * classes));
            ReadOnlySpan<T> weights = Encoder.StepWeights;
            for (int i = 0; attention is not null && i < weights.Length; i++)
            {
                attention.Values[(start * Architecture.Steps) + i] = double.CreateTruncating(weights[i]);
            }
        }

        return new SequenceScores(logits, attention);
    }

    public void CheckInput(SequenceInput input)
    {
        if (input.Layout.Width != Architecture.Width || input.Layout.Steps != Architecture.Steps)
        {
            throw new EphysTxException($"The model takes {Architecture.Steps} families of width {Architecture.Width}, but the cells have {input.Layout.Steps} of width {input.Layout.Width}.");
        }
    }
}
