using System.Numerics;

namespace EphysTx.Sequence;

/// <summary>
/// Arithmetic on a register of numbers (or on one number), so that each kernel is written once and compiled for every
/// width. All operations are exactly rounded, and a kernel adds in an order that does not depend on the width: every width
/// then gives the same bits.
/// </summary>
/// <typeparam name="TVector">The register.</typeparam>
/// <typeparam name="T">The number.</typeparam>
internal unsafe interface ILaneOps<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the machine has 32 registers, enough for a tile of 8 × 2 of them.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(T* target, TVector value);

    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a · b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Sqrt(TVector value);

    static abstract TVector Abs(TVector value);

    static abstract TVector Exp(TVector value);

    static abstract TVector Tanh(TVector value);
}

/// <summary>What single-precision exp and tanh need besides.</summary>
internal interface ISingleOps<TVector>
{
    static abstract TVector Round(TVector value);

    /// <summary>2 to the power of an integral value from −126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector exponent);

    /// <summary>Per lane <paramref name="yes"/> where a &lt; b, else <paramref name="no"/>; NaN compares as not less.</summary>
    static abstract TVector WhereLess(TVector a, TVector b, TVector yes, TVector no);
}
