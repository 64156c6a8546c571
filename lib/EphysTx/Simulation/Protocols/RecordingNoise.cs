using EphysTx.Numerics;

namespace EphysTx.Simulation.Protocols;

/// <summary>White noise of the amplifier, read from one long table of normal numbers at a random place, because drawing each is slower than the neuron.</summary>
internal static class RecordingNoise
{
    private static readonly float[] Table = Draw();

    public static void Add(Span<float> trace, double deviation, SeededRandom random)
    {
        int at = random.NextInt(Table.Length);
        float scale = (float)deviation;
        for (int k = 0; k < trace.Length; k++)
        {
            trace[k] += scale * Table[(at + k) & (Table.Length - 1)];
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
