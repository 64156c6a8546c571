namespace EphysTx.Sequence;

/// <summary>What turns the pooled vector into class scores.</summary>
public enum HeadKind
{
    /// <summary>LayerNorm, dropout, Linear.</summary>
    Linear,

    /// <summary>
    /// Cosines to one direction per class, times s; in training the true class's angle is widened by m (Deng et al. 2019).
    /// No dropout, as in the paper's code.
    /// </summary>
    ArcFace,
}

/// <summary>A head on an encoder; several heads can share one.</summary>
public sealed record SequenceHead
{
    /// <summary>Name, unique in the model and first part of its tensors' names.</summary>
    public string Name { get; init; } = "head";

    /// <summary>Number of classes, 2 or more.</summary>
    public required int Classes { get; init; }

    /// <summary>What it does.</summary>
    public HeadKind Kind { get; init; }

    /// <summary>Share of values dropped in training, in [0, 1); Linear only.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Scale s of the cosines, above 0; ArcFace only.</summary>
    public double Scale { get; init; } = 30;

    /// <summary>Margin m in radians, in [0, π/2]; beyond an angle of π − m the penalty is m · sin m (the usual fallback). ArcFace only.</summary>
    public double Margin { get; init; } = 0.35;

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ArgumentOutOfRangeException.ThrowIfLessThan(Classes, 2);
        if (!Enum.IsDefined(Kind) || !(Dropout >= 0 && Dropout < 1) || !(Scale > 0) || !(Margin >= 0 && Margin <= Math.PI / 2))
        {
            throw new ArgumentException($"Head {Name}: dropout {Dropout} must be in [0, 1), scale {Scale} above 0, margin {Margin} in [0, π/2].");
        }
    }
}
