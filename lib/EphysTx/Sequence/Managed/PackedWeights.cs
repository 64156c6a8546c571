using System.Numerics;

namespace EphysTx.Sequence;

/// <summary>The encoder's weights in the layouts that the products read, made anew after each change of the parameters.</summary>
internal sealed unsafe class PackedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceArchitecture _architecture;
    private readonly AlignedBuffer<T> _scaled;

    public PackedWeights(SequenceArchitecture architecture)
    {
        _architecture = architecture;
        int gates = 4 * architecture.Hidden;
        _scaled = new(2 * gates * architecture.Width);
        Input = new(Panels.ColumnLength(2 * gates, architecture.Width));
        Bias = new(2 * gates);
        for (int direction = 0; direction < 2; direction++)
        {
            Recurrent[direction] = new(Panels.ColumnLength(gates, architecture.Hidden));
            RecurrentBackward[direction] = new(Panels.ColumnLength(architecture.Hidden, gates));
        }

        if (architecture.Pooling == SequencePooling.Attention)
        {
            Attention = new(Panels.ColumnLength(architecture.AttentionHidden, 2 * architecture.Hidden));
            AttentionBackward = new(Panels.ColumnLength(2 * architecture.Hidden, architecture.AttentionHidden));
        }
    }

    /// <summary>Input weights of both directions, with the norm's scale multiplied in.</summary>
    public AlignedBuffer<T> Input { get; }

    /// <summary>Sum of both biases and of what the norm's offset contributes.</summary>
    public AlignedBuffer<T> Bias { get; }

    public AlignedBuffer<T>[] Recurrent { get; } = new AlignedBuffer<T>[2];

    public AlignedBuffer<T>[] RecurrentBackward { get; } = new AlignedBuffer<T>[2];

    public AlignedBuffer<T>? Attention { get; }

    public AlignedBuffer<T>? AttentionBackward { get; }

    public void Refresh(EncoderParameters<T> p, Kernels<T> kernels)
    {
        int width = _architecture.Width;
        int hidden = _architecture.Hidden;
        int gates = 4 * hidden;
        for (int direction = 0; direction < 2; direction++)
        {
            T* weight = p.InputWeight[direction].Value;
            T* scaled = _scaled.Pointer + ((long)direction * gates * width);
            T* bias = Bias.Pointer + (direction * gates);
            for (int gate = 0; gate < gates; gate++, weight += width, scaled += width)
            {
                kernels.Multiply(weight, p.NormScale.Value, scaled, width);
                bias[gate] = p.InputBias[direction].Value[gate] + p.RecurrentBias[direction].Value[gate] + kernels.Dot(weight, p.NormOffset.Value, width);
            }

            T* recurrent = p.RecurrentWeight[direction].Value;
            Panels.PackColumnsTransposed(recurrent, hidden, gates, hidden, Recurrent[direction].Pointer);
            Panels.PackColumns(recurrent, hidden, hidden, gates, RecurrentBackward[direction].Pointer);
        }

        Panels.PackColumnsTransposed(_scaled.Pointer, width, 2 * gates, width, Input.Pointer);
        if (p.AttentionWeight is not null)
        {
            Panels.PackColumnsTransposed(p.AttentionWeight.Value, 2 * hidden, _architecture.AttentionHidden, 2 * hidden, Attention!.Pointer);
            Panels.PackColumns(p.AttentionWeight.Value, 2 * hidden, 2 * hidden, _architecture.AttentionHidden, AttentionBackward!.Pointer);
        }
    }
}
