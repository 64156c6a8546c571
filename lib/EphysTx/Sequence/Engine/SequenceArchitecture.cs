namespace EphysTx.Sequence;

/// <summary>How the steps of the LSTM become one vector per cell, 2 · hidden long.</summary>
public enum SequencePooling
{
    /// <summary>A sum weighted by attention: Linear, tanh, Linear without bias, softmax over the steps.</summary>
    Attention,

    /// <summary>The output at the last step; its backward half has seen that step only.</summary>
    LastStep,

    /// <summary>The forward output at the last step and the backward output at the first: each has seen every step.</summary>
    BothEndStates,

    /// <summary>The mean over the steps (masked: over the recorded ones).</summary>
    Mean,
}

/// <summary>How a step's values enter the LSTM.</summary>
public enum InputMode
{
    /// <summary>As the paper: LayerNorm over the padded step. It flattens amplitude and inflates narrow families.</summary>
    PaddedLayerNorm,

    /// <summary>
    /// The standardised values as they are, with the same learned scale and offset per position but without the row's own normalisation, so that amplitude and
    /// narrow families keep their size.
    /// </summary>
    Standardized,
}

/// <summary>The encoder: everything before the head.</summary>
public sealed record SequenceArchitecture
{
    /// <summary>Values a step, 1 or more: <see cref="SequenceLayout.Width"/>.</summary>
    public required int Width { get; init; }

    /// <summary>Steps, 1 or more: <see cref="SequenceLayout.Steps"/>.</summary>
    public required int Steps { get; init; }

    /// <summary>How a step's values enter.</summary>
    public InputMode Input { get; init; }

    /// <summary>Hidden units per direction, 1 or more. Default: the paper's 128.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Hidden units of the attention, 1 or more. Default: the paper's 128.</summary>
    public int AttentionHidden { get; init; } = 128;

    /// <summary>How the steps are pooled.</summary>
    public SequencePooling Pooling { get; init; }

    /// <summary>The architecture for a layout with the paper's sizes.</summary>
    public static SequenceArchitecture For(SequenceLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new SequenceArchitecture { Width = layout.Width, Steps = layout.Steps };
    }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Hidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AttentionHidden, 1);
        if (!Enum.IsDefined(Pooling) || !Enum.IsDefined(Input))
        {
            throw new ArgumentException($"There is no pooling {Pooling} or no input mode {Input}.");
        }
    }
}
