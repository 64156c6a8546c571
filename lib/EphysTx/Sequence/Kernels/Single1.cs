namespace EphysTx.Sequence;

/// <summary>One single-precision number: the tail of a row, and machines without wide registers.</summary>
internal readonly unsafe struct Single1 : ILaneOps<float, float>, ISingleOps<float>
{
    public static int Count => 1;

    public static bool HasManyRegisters => false;

    public static float Load(float* source) => *source;

    public static void Store(float* target, float value) => *target = value;

    public static float Broadcast(float value) => value;

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float Sqrt(float value) => MathF.Sqrt(value);

    public static float Abs(float value) => MathF.Abs(value);

    public static float Exp(float value) => SingleMath<Single1, float>.Exp(value);

    public static float Tanh(float value) => SingleMath<Single1, float>.Tanh(value);

    public static float Round(float value) => MathF.Round(value, MidpointRounding.ToEven);

    public static float PowerOfTwo(float exponent) => BitConverter.Int32BitsToSingle(unchecked(((int)exponent + 127) << 23));

    public static float WhereLess(float a, float b, float yes, float no) => a < b ? yes : no;
}
