namespace EphysTx.Sequence;

/// <summary>What one head learns from. Several tasks on one model are learned together: each step's loss is Σ weight · loss.</summary>
public sealed record SequenceTask
{
    /// <summary>Name of the head.</summary>
    public string Head { get; init; } = "head";

    /// <summary>The cells.</summary>
    public required SequenceInput Input { get; init; }

    /// <summary>Class of every cell of <see cref="Input"/>.</summary>
    public required int[] Labels { get; init; }

    /// <summary>Rows to learn from, 1 or more.</summary>
    public required int[] TrainingRows { get; init; }

    /// <summary>Cells that early stopping watches; null for none. Only the first task's are watched.</summary>
    public SequenceValidation? Validation { get; init; }

    /// <summary>What is minimised.</summary>
    public SequenceLoss Loss { get; init; } = SequenceLoss.CrossEntropy();

    /// <summary>Weight of this task's loss, above 0 (the paper's joint training: human 1, mouse 0.5).</summary>
    public double Weight { get; init; } = 1;

    internal void Check(ISequenceModel model)
    {
        SequenceHead head = model.Heads.FirstOrDefault(other => other.Name == Head)
            ?? throw new EphysTxException($"The model has no head '{Head}'; it has {string.Join(", ", model.Heads.Select(other => other.Name))}.");
        Loss.Check(head.Classes);
        if (Labels.Length != Input.Cells)
        {
            throw new ArgumentException($"{Labels.Length} labels do not fit {Input.Cells} cells.");
        }

        if (!(Weight > 0) || !double.IsFinite(Weight))
        {
            throw new ArgumentException($"The task's weight {Weight} must be above 0.");
        }

        if (TrainingRows.Select(row => Labels[row]).Distinct().Take(2).Count() < 2)
        {
            throw new EphysTxException(TrainingRows.Length == 0
                ? $"Head {Head} has no training cells; it needs cells of at least two classes."
                : $"All {TrainingRows.Length} training cells of head {Head} are of class {Labels[TrainingRows[0]]}; it needs cells of at least two classes.");
        }

        Validation?.Check(head);
    }
}

/// <summary>Cells held out of training, standardised like the training cells.</summary>
/// <param name="Input">The cells.</param>
/// <param name="Labels">Class of every cell of <paramref name="Input"/>.</param>
/// <param name="Rows">Which of them, 1 or more.</param>
public sealed record SequenceValidation(SequenceInput Input, int[] Labels, int[] Rows)
{
    internal void Check(SequenceHead head)
    {
        if (Labels.Length != Input.Cells)
        {
            throw new ArgumentException($"{Labels.Length} validation labels do not fit {Input.Cells} cells.");
        }

        if (Rows.Length == 0)
        {
            throw new EphysTxException($"The validation part of head {head.Name} is empty; give it cells, or train without validation.");
        }

        foreach (int row in Rows)
        {
            if ((uint)Labels[row] >= (uint)head.Classes)
            {
                throw new ArgumentException($"The validation label {Labels[row]} of row {row} is not a class from 0 to {head.Classes - 1} of head {head.Name}.");
            }
        }
    }
}
