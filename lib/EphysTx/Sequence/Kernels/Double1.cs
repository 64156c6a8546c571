namespace EphysTx.Sequence;

/// <summary>One double-precision number: the same kernels, precise enough to hold gradients against finite differences.</summary>
internal readonly unsafe struct Double1 : ILaneOps<double, double>
{
    public static int Count => 1;

    public static bool HasManyRegisters => false;

    public static double Load(double* source) => *source;

    public static void Store(double* target, double value) => *target = value;

    public static double Broadcast(double value) => value;

    public static double Add(double a, double b) => a + b;

    public static double Subtract(double a, double b) => a - b;

    public static double Multiply(double a, double b) => a * b;

    public static double Divide(double a, double b) => a / b;

    public static double MultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    public static double Sqrt(double value) => Math.Sqrt(value);

    public static double Abs(double value) => Math.Abs(value);

    public static double Exp(double value) => Math.Exp(value);

    public static double Tanh(double value) => Math.Tanh(value);
}
