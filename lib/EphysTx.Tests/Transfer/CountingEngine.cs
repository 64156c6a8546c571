using EphysTx.Sequence;

namespace EphysTx.Tests.Transfer;

/// <summary>The managed engine, counting the optimiser steps of each training.</summary>
internal sealed class CountingEngine : ISequenceEngine
{
    private readonly ManagedSequenceEngine _engine = new();

    /// <summary>Steps of each training, in the order in which they began.</summary>
    public List<int> Steps { get; } = [];

    public string Name => "counting";

    public ISequenceModel Create(SequenceArchitecture architecture, IReadOnlyList<SequenceHead> heads, long seed) => new Model(this, _engine.Create(architecture, heads, seed));

    private sealed class Model(CountingEngine owner, ISequenceModel inner) : ISequenceModel
    {
        public SequenceArchitecture Architecture => inner.Architecture;

        public IReadOnlyList<SequenceHead> Heads => inner.Heads;

        public IReadOnlyList<NamedTensor> Tensors() => inner.Tensors();

        public void Load(IEnumerable<NamedTensor> tensors) => inner.Load(tensors);

        public SequenceScores Score(string head, SequenceInput input, int[]? rows = null, int batch = 256) => inner.Score(head, input, rows, batch);

        public ISequenceTraining StartTraining(SequenceOptimizer optimizer, bool freezeEncoder = false)
        {
            owner.Steps.Add(0);
            return new Training(owner, owner.Steps.Count - 1, inner.StartTraining(optimizer, freezeEncoder));
        }
    }

    private sealed class Training(CountingEngine owner, int index, ISequenceTraining inner) : ISequenceTraining
    {
        public double Add(SequenceBatch batch, SequenceLoss loss, double factor, long? dropoutSeed) => inner.Add(batch, loss, factor, dropoutSeed);

        public double TakeStep()
        {
            owner.Steps[index]++;
            return inner.TakeStep();
        }
    }
}
