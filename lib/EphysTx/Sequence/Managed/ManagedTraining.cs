using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>Gradients and optimiser state of one run on a model of the managed engine.</summary>
internal sealed unsafe class ManagedTraining<T> : ISequenceTraining
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int NormBlock = 4096;

    private readonly ManagedModel<T> _model;
    private readonly SequenceOptimizer _optimizer;
    private readonly bool _frozen;
    private readonly List<(Parameter<T> Parameter, AlignedBuffer<T> First, AlignedBuffer<T> Second)> _learned = [];
    private readonly Dictionary<Parameter<T>, int> _steps = [];
    private readonly HashSet<Parameter<T>> _touched = [];
    private int[] _labels = [];

    public ManagedTraining(ManagedModel<T> model, SequenceOptimizer optimizer, bool freezeEncoder)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.Check();
        _model = model;
        _optimizer = optimizer;
        _frozen = freezeEncoder;
        foreach (Parameter<T> parameter in model.Parameters)
        {
            parameter.Gradients.Clear();
            if (!freezeEncoder || !model.Encoder.Parameters.All.Contains(parameter))
            {
                _learned.Add((parameter, new(parameter.Count), new(parameter.Count)));
            }
        }
    }

    public double Add(SequenceBatch batch, SequenceLoss loss, double factor, long? dropoutSeed)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(loss);
        _model.CheckInput(batch.Input);
        Head<T> head = _model.Head(batch.Head);
        loss.Check(head.Definition.Classes);
        ReadOnlySpan<int> rows = batch.Rows.Span;
        if (rows.IsEmpty)
        {
            throw new ArgumentException("A batch needs a cell.", nameof(batch));
        }

        ReadOnlySpan<int> labels = Labels(batch, head.Definition.Classes);
        _model.Encoder.Forward(batch.Input, rows);
        head.Forward(_model.Encoder.Pooled, rows.Length, labels, dropoutSeed is { } seed ? new SeededRandom(seed) : null);
        double value = loss.Evaluate(head.Logits.AsSpan(0, rows.Length * head.Definition.Classes), labels, factor);
        head.Backward(_model.Encoder.PooledGradient, rows.Length);
        _touched.UnionWith(head.Parameters);
        if (!_frozen)
        {
            _model.Encoder.Backward();
            _touched.UnionWith(_model.Encoder.Parameters.All);
        }

        return value;
    }

    public double TakeStep()
    {
        double norm = FinishGradients();
        // As in PyTorch: a tensor that no loss has reached since the last step has no gradient and stays, decay included.
        foreach ((Parameter<T> parameter, AlignedBuffer<T> first, AlignedBuffer<T> second) in _learned)
        {
            if (_touched.Contains(parameter))
            {
                int step = _steps[parameter] = _steps.GetValueOrDefault(parameter) + 1;
                _model.Kernels.AdamW(parameter.Value, parameter.Gradient, first.Pointer, second.Pointer, parameter.Count, StepNumbers(norm, step));
                parameter.Gradients.Clear();
            }
        }

        _touched.Clear();
        _model.Encoder.Changed();
        return norm;
    }

    /// <summary>Completes the gradients and gives their norm.</summary>
    internal double FinishGradients()
    {
        if (!_frozen)
        {
            _model.Encoder.FinishGradients();
        }

        double squares = 0;
        foreach ((Parameter<T> parameter, _, _) in _learned)
        {
            for (int start = 0; start < parameter.Count; start += NormBlock)
            {
                T* block = parameter.Gradient + start;
                squares += double.CreateTruncating(_model.Kernels.Dot(block, block, Math.Min(NormBlock, parameter.Count - start)));
            }
        }

        return Math.Sqrt(squares);
    }

    private AdamWStep<T> StepNumbers(double norm, int step) => new(
        T.CreateTruncating(double.IsPositiveInfinity(_optimizer.MaxGradientNorm) ? 1 : Math.Min(1, _optimizer.MaxGradientNorm / (norm + 1e-6))),
        T.CreateTruncating(1 - (_optimizer.LearningRate * _optimizer.WeightDecay)),
        T.CreateTruncating(_optimizer.Beta1),
        T.CreateTruncating(_optimizer.Beta2),
        T.CreateTruncating(_optimizer.LearningRate / (1 - Math.Pow(_optimizer.Beta1, step))),
        T.CreateTruncating(Math.Sqrt(1 - Math.Pow(_optimizer.Beta2, step))),
        T.CreateTruncating(_optimizer.Epsilon));

    private ReadOnlySpan<int> Labels(SequenceBatch batch, int classes)
    {
        ReadOnlySpan<int> rows = batch.Rows.Span;
        if (_labels.Length < rows.Length)
        {
            _labels = new int[rows.Length];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            int label = batch.Labels[rows[i]];
            _labels[i] = (uint)label < (uint)classes ? label : throw new ArgumentException($"The label {label} of row {rows[i]} is not a class from 0 to {classes - 1} of head {batch.Head}.", nameof(batch));
        }

        return _labels.AsSpan(0, rows.Length);
    }
}
