using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>
/// The encoder's tensors, initialised as PyTorch does: LSTM uniform in ± 1/√hidden, Linear (weight and bias) in ± 1/√inputs,
/// norms 1 and 0.
/// </summary>
internal sealed class EncoderParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public EncoderParameters(SequenceArchitecture architecture, SeededRandom random)
    {
        int hidden = architecture.Hidden;
        NormScale = new Parameter<T>("norm.weight", architecture.Width).Fill(T.One);
        NormOffset = new Parameter<T>("norm.bias", architecture.Width);
        All.AddRange([NormScale, NormOffset]);
        double bound = 1 / Math.Sqrt(hidden);
        string[] suffixes = ["", "_reverse"];
        for (int direction = 0; direction < 2; direction++)
        {
            InputWeight[direction] = new Parameter<T>("lstm.weight_ih_l0" + suffixes[direction], 4 * hidden, architecture.Width).Uniform(bound, random);
            RecurrentWeight[direction] = new Parameter<T>("lstm.weight_hh_l0" + suffixes[direction], 4 * hidden, hidden).Uniform(bound, random);
            InputBias[direction] = new Parameter<T>("lstm.bias_ih_l0" + suffixes[direction], 4 * hidden).Uniform(bound, random);
            RecurrentBias[direction] = new Parameter<T>("lstm.bias_hh_l0" + suffixes[direction], 4 * hidden).Uniform(bound, random);
            All.AddRange([InputWeight[direction], RecurrentWeight[direction], InputBias[direction], RecurrentBias[direction]]);
        }

        if (architecture.Pooling == SequencePooling.Attention)
        {
            int size = architecture.AttentionHidden;
            AttentionWeight = new Parameter<T>("attention.0.weight", size, 2 * hidden).Uniform(1 / Math.Sqrt(2 * hidden), random);
            AttentionBias = new Parameter<T>("attention.0.bias", size).Uniform(1 / Math.Sqrt(2 * hidden), random);
            AttentionVector = new Parameter<T>("attention.2.weight", 1, size).Uniform(1 / Math.Sqrt(size), random);
            All.AddRange([AttentionWeight, AttentionBias, AttentionVector]);
        }
    }

    public List<Parameter<T>> All { get; } = [];

    public Parameter<T> NormScale { get; }

    public Parameter<T> NormOffset { get; }

    public Parameter<T>[] InputWeight { get; } = new Parameter<T>[2];

    public Parameter<T>[] RecurrentWeight { get; } = new Parameter<T>[2];

    public Parameter<T>[] InputBias { get; } = new Parameter<T>[2];

    public Parameter<T>[] RecurrentBias { get; } = new Parameter<T>[2];

    public Parameter<T>? AttentionWeight { get; }

    public Parameter<T>? AttentionBias { get; }

    public Parameter<T>? AttentionVector { get; }
}
