namespace EphysTx.Sequence;

/// <summary>Where sequence models are computed. The managed engine is the default; another (a GPU's) stands behind the same contract.</summary>
public interface ISequenceEngine
{
    /// <summary>Name shown in reports.</summary>
    string Name { get; }

    /// <summary>A model with PyTorch's default initial distributions. Same arguments, same bits.</summary>
    /// <exception cref="ArgumentException">A size or setting is out of range, or two heads share a name.</exception>
    ISequenceModel Create(SequenceArchitecture architecture, IReadOnlyList<SequenceHead> heads, long seed);
}

/// <summary>An encoder with its heads. Not safe for use from several threads at once; models share nothing.</summary>
public interface ISequenceModel
{
    /// <summary>The encoder.</summary>
    SequenceArchitecture Architecture { get; }

    /// <summary>The heads.</summary>
    IReadOnlyList<SequenceHead> Heads { get; }

    /// <summary>Copies of all parameters, under PyTorch's names and in its layouts.</summary>
    IReadOnlyList<NamedTensor> Tensors();

    /// <summary>Overwrites the named parameters; the others stay.</summary>
    /// <exception cref="EphysTxException">A name is unknown or a shape differs; nothing is then overwritten.</exception>
    void Load(IEnumerable<NamedTensor> tensors);

    /// <summary>Begins training with a fresh optimiser.</summary>
    /// <param name="optimizer">Optimiser settings.</param>
    /// <param name="freezeEncoder">Whether only heads learn.</param>
    ISequenceTraining StartTraining(SequenceOptimizer optimizer, bool freezeEncoder = false);

    /// <summary>Scores cells without dropout and margin.</summary>
    /// <param name="head">Name of the head.</param>
    /// <param name="input">The cells.</param>
    /// <param name="rows">Which of them; null for all.</param>
    /// <param name="batch">Cells at a time, 1 or more; the result does not depend on it.</param>
    SequenceScores Score(string head, SequenceInput input, int[]? rows = null, int batch = 256);
}

/// <summary>A running optimisation of one model: gradients are added up from one or more batches, then a step is made.</summary>
public interface ISequenceTraining
{
    /// <summary>Adds the gradient of factor · loss of one batch and returns the loss (without the factor).</summary>
    /// <param name="batch">Cells, labels and head.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="factor">Weight of this batch's loss in the sum.</param>
    /// <param name="dropoutSeed">Seed of the dropout; null switches dropout off.</param>
    double Add(SequenceBatch batch, SequenceLoss loss, double factor, long? dropoutSeed);

    /// <summary>
    /// Clips the gradient, makes one optimiser step, clears the gradient, and returns its norm before clipping. Tensors that no loss has reached since the last step stay; see
    /// <see cref="SequenceOptimizer"/>.
    /// </summary>
    double TakeStep();
}

/// <summary>A batch of cells for one head.</summary>
/// <param name="Head">Name of the head.</param>
/// <param name="Input">The cells.</param>
/// <param name="Rows">Which of them, in order.</param>
/// <param name="Labels">Class of every cell of <paramref name="Input"/> (not of the batch).</param>
public sealed record SequenceBatch(string Head, SequenceInput Input, ReadOnlyMemory<int> Rows, int[] Labels);

/// <summary>A parameter with its PyTorch name and row-major values.</summary>
/// <param name="Name">For example <c>lstm.weight_ih_l0_reverse</c>.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Values">The values.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
