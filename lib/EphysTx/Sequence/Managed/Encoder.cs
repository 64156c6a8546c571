using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>
/// LayerNorm → bidirectional LSTM → pooling, forwards and backwards. The norm's scale and offset are folded into the input
/// weights, so the input itself needs no gradient, and all steps of both directions are one product.
/// </summary>
internal sealed unsafe partial class Encoder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SequenceArchitecture _a;
    private readonly Kernels<T> _kernels;
    private readonly PackedWeights<T> _packed;
    private EncoderWorkspace<T> _w;
    private bool _stale = true;
    private int _cells;

    public Encoder(SequenceArchitecture architecture, Kernels<T> kernels, SeededRandom random)
    {
        _a = architecture;
        _kernels = kernels;
        Parameters = new EncoderParameters<T>(architecture, random);
        _packed = new PackedWeights<T>(architecture);
        _w = new EncoderWorkspace<T>(architecture, 1);
    }

    public EncoderParameters<T> Parameters { get; }

    /// <summary>Output of the last forward pass, cells × (2 · hidden).</summary>
    public T* Pooled => _w.Pooled.Pointer;

    /// <summary>Where the head leaves the gradient of <see cref="Pooled"/>.</summary>
    public T* PooledGradient => _w.PooledGradient.Pointer;

    /// <summary>Weight of each step in the last forward pass, cell after cell.</summary>
    public ReadOnlySpan<T> StepWeights => _w.Weights.Span[..(_cells * _a.Steps)];

    /// <summary>To be called whenever a parameter changed.</summary>
    public void Changed() => _stale = true;

    public void Forward(SequenceInput input, ReadOnlySpan<int> rows)
    {
        if (_w.Cells < rows.Length)
        {
            _w = new EncoderWorkspace<T>(_a, rows.Length);
        }

        if (_stale)
        {
            _packed.Refresh(Parameters, _kernels);
            _stale = false;
        }

        _cells = rows.Length;
        InputRows.Gather(input, _a.Input, rows, _kernels, _w.Input.Pointer, _w.Present);
        ProjectInput();
        for (int direction = 0; direction < 2; direction++)
        {
            Recur(direction);
        }

        Pool();
    }

    /// <summary>Adds to the gradients, from <see cref="PooledGradient"/>. Input weights get those of x̂ alone until <see cref="FinishGradients"/>.</summary>
    public void Backward()
    {
        PoolBackward();
        int rows = _cells * _a.Steps;
        int gates = 4 * _a.Hidden;
        for (int direction = 0; direction < 2; direction++)
        {
            RecurBackward(direction);
        }

        for (int direction = 0; direction < 2; direction++)
        {
            T* gradient = _w.Gates.Pointer + (direction * gates);
            Panels.PackRowsTransposed(gradient, 2 * gates, gates, rows, _w.RowPanels.Pointer);
            Panels.PackColumns(_w.Input.Pointer, _a.Width, _a.Width, rows, _w.ColumnPanels.Pointer);
            _kernels.Multiply(
                _w.RowPanels.Pointer, (long)Panels.Rows * rows, _w.ColumnPanels.Pointer, (long)Panels.Columns * rows,
                Parameters.InputWeight[direction].Gradient, _a.Width, gates, _a.Width, rows, accumulate: true);
            RecurrentGradient(direction, rows);
            T* bias = Parameters.InputBias[direction].Gradient;
            for (int row = 0; row < rows; row++)
            {
                _kernels.AddScaled(T.One, gradient + ((long)row * 2 * gates), bias, gates);
            }
        }
    }

    /// <summary>Completes the gradients after the last backward pass of a step.</summary>
    public void FinishGradients()
    {
        int gates = 4 * _a.Hidden;
        for (int direction = 0; direction < 2; direction++)
        {
            Parameter<T> bias = Parameters.InputBias[direction];
            bias.Gradients.CopyTo(Parameters.RecurrentBias[direction].Gradients);
            for (int gate = 0; gate < gates; gate++)
            {
                long row = (long)gate * _a.Width;
                _kernels.UnfoldNorm(
                    Parameters.InputWeight[direction].Gradient + row, Parameters.InputWeight[direction].Value + row, bias.Gradient[gate],
                    Parameters.NormScale.Value, Parameters.NormOffset.Value, Parameters.NormScale.Gradient, Parameters.NormOffset.Gradient, _a.Width);
            }
        }
    }

    private void ProjectInput()
    {
        int rows = _cells * _a.Steps;
        int gates = 8 * _a.Hidden;
        for (int row = 0; row < rows; row++)
        {
            _packed.Bias.Span.CopyTo(new Span<T>(_w.Gates.Pointer + ((long)row * gates), gates));
        }

        Panels.PackRows(_w.Input.Pointer, _a.Width, rows, _a.Width, _w.RowPanels.Pointer);
        _kernels.Multiply(
            _w.RowPanels.Pointer, (long)Panels.Rows * _a.Width, _packed.Input.Pointer, (long)Panels.Columns * _a.Width,
            _w.Gates.Pointer, gates, rows, gates, _a.Width, accumulate: true);
    }
}
