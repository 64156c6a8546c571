using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EphysTx.Numerics;

namespace EphysTx.Simulation.Protocols;

/// <summary>White noise of the amplifier, read from one long table of normal numbers at a random place, because drawing each is slower than the neuron.</summary>
internal static class RecordingNoise
{
    private static readonly float[] Table = Draw();

    public static void Add(Span<float> trace, double deviation, SeededRandom random)
    {
        int at = random.NextInt(Table.Length);
        while (!trace.IsEmpty)
        {
            int count = Math.Min(trace.Length, Table.Length - at);
            Add(trace[..count], Table.AsSpan(at, count), (float)deviation);
            trace = trace[count..];
            at = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    private static void Add(Span<float> trace, ReadOnlySpan<float> normal, float deviation)
    {
        int k = 0;
        for (; k + Vector256<float>.Count <= trace.Length; k += Vector256<float>.Count)
        {
            (Vector256.Create((ReadOnlySpan<float>)trace[k..]) + (Vector256.Create(normal[k..]) * deviation)).CopyTo(trace[k..]);
        }

        for (; k < trace.Length; k++)
        {
            trace[k] += normal[k] * deviation;
        }
    }

    private static float[] Draw()
    {
        var random = new SeededRandom(20);
        var table = new float[1 << 17];
        for (int k = 0; k < table.Length; k++)
        {
            table[k] = (float)random.NextNormal();
        }

        return table;
    }
}
