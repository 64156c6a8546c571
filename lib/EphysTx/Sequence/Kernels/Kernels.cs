using System.Numerics;
using System.Runtime.Intrinsics;

namespace EphysTx.Sequence;

/// <summary>The loops in which the time goes, for one kind of number and one register width.</summary>
internal abstract unsafe class Kernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers handled at a time.</summary>
    public abstract int Width { get; }

    /// <summary>
    /// C (+)= A · B from packed panels (<see cref="Panels"/>): per element a chain of fused multiply-adds over k in ascending
    /// order, whatever the tiling.
    /// </summary>
    /// <param name="a">Row panels.</param>
    /// <param name="aStride">Distance from one row panel to the next.</param>
    /// <param name="b">Column panels.</param>
    /// <param name="bStride">Distance from one column panel to the next.</param>
    /// <param name="c">Result, row-major.</param>
    /// <param name="cStride">Distance from one row of the result to the next.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="depth">Length of the sums.</param>
    /// <param name="accumulate">Whether the sums start from what the result holds, instead of from 0.</param>
    public abstract void Multiply(T* a, long aStride, T* b, long bStride, T* c, int cStride, int rows, int columns, int depth, bool accumulate);

    /// <summary>
    /// One LSTM step of one cell: <paramref name="gates"/> (i, f, g, o; each <paramref name="hidden"/> long) are replaced by
    /// their activations. <paramref name="previous"/> may be null for the zero state.
    /// </summary>
    public abstract void LstmForward(T* gates, T* previous, T* state, T* stateTanh, T* output, int hidden);

    /// <summary>
    /// The step backwards: gate activations are replaced by the gradients before activation, and <paramref name="dState"/>
    /// by the gradient of the previous state.
    /// </summary>
    public abstract void LstmBackward(T* gates, T* dOutput, T* dState, T* previous, T* stateTanh, int hidden);

    /// <summary>Replaces values by their tanh.</summary>
    public abstract void Tanh(T* values, int count);

    /// <summary>Replaces values by their exponential.</summary>
    public abstract void Exp(T* values, int count);

    /// <summary>Replaces y = tanh(x) by factor · vector · (1 − y²).</summary>
    public abstract void TanhBackward(T* values, T* vector, T factor, int count);

    /// <summary>target += factor · source.</summary>
    public abstract void AddScaled(T factor, T* source, T* target, int count);

    /// <summary>target = a · b, number by number.</summary>
    public abstract void Multiply(T* a, T* b, T* target, int count);

    /// <summary>Σ a · b, in 16 interleaved sums that are then added in order.</summary>
    public abstract T Dot(T* a, T* b, int count);

    /// <summary>Σ a, in 16 interleaved sums that are then added in order.</summary>
    public abstract T Sum(T* a, int count);

    /// <summary>Replaces values by (value − mean) · factor.</summary>
    public abstract void Shift(T* values, T mean, T factor, int count);

    /// <summary>
    /// One row of the input weights whose gradient is known for the normalised input x̂ alone: adds to the gradients of the
    /// norm's scale and offset, and completes <paramref name="gradient"/> to that of the weight on scale · x̂ + offset.
    /// </summary>
    public abstract void UnfoldNorm(T* gradient, T* weight, T biasGradient, T* scale, T* offset, T* dScale, T* dOffset, int count);

    /// <summary>One AdamW step on one tensor (Loshchilov and Hutter 2019), the gradient multiplied by a factor first.</summary>
    public abstract void AdamW(T* value, T* gradient, T* first, T* second, int count, in AdamWStep<T> step);
}

/// <summary>The numbers of one AdamW step.</summary>
/// <param name="GradientFactor">What norm clipping multiplies the gradient by.</param>
/// <param name="Keep">1 − learning rate · weight decay.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="StepSize">Learning rate / (1 − β1ᵗ).</param>
/// <param name="SecondRoot">√(1 − β2ᵗ).</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
internal readonly record struct AdamWStep<T>(T GradientFactor, T Keep, T Beta1, T Beta2, T StepSize, T SecondRoot, T Epsilon);

/// <summary>Chooses kernels.</summary>
internal static class Kernels
{
    /// <summary>The widest kernels that the machine has.</summary>
    public static Kernels<float> Widest() =>
        Vector512.IsHardwareAccelerated ? Single(16) : Vector256.IsHardwareAccelerated ? Single(8) : Single(1);

    /// <summary>Kernels of 16, 8 or 1 numbers at a time; all give the same bits.</summary>
    public static Kernels<float> Single(int width) => width switch
    {
        16 => new LaneKernels<float, Vector512<float>, Single16, Single1>(),
        8 => new LaneKernels<float, Vector256<float>, Single8, Single1>(),
        1 => new LaneKernels<float, float, Single1, Single1>(),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Kernels are 16, 8 or 1 numbers wide."),
    };

    /// <summary>The same kernels in double precision.</summary>
    public static Kernels<double> Double() => new LaneKernels<double, double, Double1, Double1>();
}
