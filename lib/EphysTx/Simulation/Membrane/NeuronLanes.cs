using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EphysTx.Simulation.Membrane;

/// <summary>
/// Eight runs of one neuron side by side, from rest. Each step of a run waits for the step before; eight runs share vector operations and fill each other's waiting. No
/// lane knows of the others, so a run has the same bits whatever runs beside it.
/// </summary>
internal sealed class NeuronLanes
{
    /// <summary>Number of runs.</summary>
    public const int Count = 8;

    private const double Rounding = 6755399441055744; // 1.5 * 2^52
    private const int WidthBits = 4; // rows of GateTable are 2^4 numbers wide

    private readonly NeuronParameters _neuron;
    private readonly float[] _table;
    private readonly Vector256<float>[] _gates;
    private Vector256<double> _v1, _v2;

    public NeuronLanes(NeuronParameters neuron, GateTable table)
    {
        _neuron = neuron;
        _table = table.Values;
        _v1 = _v2 = Vector256.Create(neuron.Rest);
        _gates = new Vector256<float>[Count];
        Array.Fill(_gates, Steady(neuron));
    }

    /// <summary>Advances all runs.</summary>
    /// <param name="current">In pA: eight numbers a step, one for each run.</param>
    /// <param name="voltage">In mV, in the same order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public void Advance(ReadOnlySpan<float> current, Span<float> voltage)
    {
        var constants = new Constants(_neuron);
        ref float table = ref MemoryMarshal.GetArrayDataReference(_table);
        ref float into = ref MemoryMarshal.GetReference(voltage[..current.Length]);
        ref float from = ref MemoryMarshal.GetReference(current);
        Vector256<double> v1 = _v1, v2 = _v2;
        Vector256<float> a = _gates[0], b = _gates[1], c = _gates[2], d = _gates[3], e = _gates[4], f = _gates[5], g = _gates[6], h = _gates[7];
        for (int at = 0; at + Count <= current.Length; at += Count)
        {
            Vector256<float> injected = Vector256.LoadUnsafe(ref from, (nuint)at);
            Advance(in constants, ref table, ref v1, ref a, ref b, ref c, ref d, Wide(injected.GetLower()));
            Advance(in constants, ref table, ref v2, ref e, ref f, ref g, ref h, Wide(injected.GetUpper()));
            Vector256.Narrow(v1, v2).StoreUnsafe(ref into, (nuint)at);
        }

        (_v1, _v2) = (v1, v2);
        (_gates[0], _gates[1], _gates[2], _gates[3], _gates[4], _gates[5], _gates[6], _gates[7]) = (a, b, c, d, e, f, g, h);
    }

    // One step of four runs: gates by exponential Euler, each run's eight in one vector; then the potentials of the four in one vector, by exponential Euler with a rational
    // approximation of the decay.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(
        in Constants constants,
        ref float table,
        ref Vector256<double> v,
        ref Vector256<float> a,
        ref Vector256<float> b,
        ref Vector256<float> c,
        ref Vector256<float> d,
        Vector256<double> current)
    {
        Vector256<double> within = Vector256.Min(Vector256.Max(v, Vector256.Create(GateTable.Lowest)), Vector256.Create(GateTable.Highest));
        Vector256<double> x = (within - Vector256.Create(GateTable.Lowest)) * GateTable.RowsPerMillivolt;

        // Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits: the row below x, without four conversions.
        Vector256<double> shifted = x - Vector256.Create(0.5) + Vector256.Create(Rounding);
        Vector256<long> row = shifted.AsInt64() << WidthBits;
        Vector256<double> part = x - (shifted - Vector256.Create(Rounding));
        Vector128<float> parts = Vector128.Narrow(part.GetLower(), part.GetUpper());
        AdvanceGates(ref table, (uint)row.GetElement(0), parts.GetElement(0), ref a);
        AdvanceGates(ref table, (uint)row.GetElement(1), parts.GetElement(1), ref b);
        AdvanceGates(ref table, (uint)row.GetElement(2), parts.GetElement(2), ref c);
        AdvanceGates(ref table, (uint)row.GetElement(3), parts.GetElement(3), ref d);
        (Vector256<float> ma, Vector256<float> hb, Vector256<float> nw, Vector256<float> pq) = Transpose(a, b, c, d);
        Vector256<double> m = Wide(ma.GetLower()), aa = Wide(ma.GetUpper()), n = Wide(nw.GetLower()), p = Wide(pq.GetLower());
        Vector256<double> na = constants.Na * (m * m) * (m * Wide(hb.GetLower()));
        Vector256<double> nn = n * n;
        Vector256<double> potassium = ((constants.K * (nn * nn)) + (constants.Kv3 * (p * p))) + ((constants.A * (aa * aa) * (aa * Wide(hb.GetUpper()))) + (constants.M * Wide(nw.GetUpper())));
        Vector256<double> h = constants.H * Wide(pq.GetUpper());
        Vector256<double> conductance = (na + potassium) + (h + constants.L);
        Vector256<double> drive = ((na * ChannelKinetics.SodiumReversal) + (potassium * ChannelKinetics.PotassiumReversal))
            + ((h * ChannelKinetics.HReversal) + (constants.LeakCurrent + current));
        Vector256<double> y = conductance * constants.PerStep;
        v += (drive - (conductance * v)) * constants.PerStep / (Vector256.Create(1.0) + (y * (Vector256.Create(0.5) + (y * (1.0 / 12)))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AdvanceGates(ref float table, nuint at, float between, ref Vector256<float> gates)
    {
        Vector256<float> part = Vector256.Create(between);
        Vector256<float> steady = Vector256.LoadUnsafe(ref table, at);
        Vector256<float> decay = Vector256.LoadUnsafe(ref table, at + 8);
        steady += (Vector256.LoadUnsafe(ref table, at + 16) - steady) * part;
        decay += (Vector256.LoadUnsafe(ref table, at + 24) - decay) * part;
        gates += (steady - gates) * decay;
    }

    // From gates of four runs to the runs of each gate: m and A activation, h and A inactivation, n and M, Kv3 and h-current.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> MA, Vector256<float> HB, Vector256<float> NW, Vector256<float> PQ) Transpose(
        Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        if (!Avx.IsSupported)
        {
            return (Across(0), Across(1), Across(2), Across(3));
        }

        Vector256<double> low1 = Avx.UnpackLow(a, b).AsDouble(), low2 = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> high1 = Avx.UnpackHigh(a, b).AsDouble(), high2 = Avx.UnpackHigh(c, d).AsDouble();
        return (Avx.UnpackLow(low1, low2).AsSingle(), Avx.UnpackHigh(low1, low2).AsSingle(), Avx.UnpackLow(high1, high2).AsSingle(), Avx.UnpackHigh(high1, high2).AsSingle());

        Vector256<float> Across(int k) => Vector256.Create(
            a.GetElement(k), b.GetElement(k), c.GetElement(k), d.GetElement(k), a.GetElement(k + 4), b.GetElement(k + 4), c.GetElement(k + 4), d.GetElement(k + 4));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Wide(Vector128<float> x)
    {
        if (Avx.IsSupported)
        {
            return Avx.ConvertToVector256Double(x);
        }

        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(x);
        return Vector256.Create(lower, upper);
    }

    private static Vector256<float> Steady(in NeuronParameters neuron)
    {
        Span<float> steady = stackalloc float[ChannelKinetics.Gates];
        for (int gate = 0; gate < steady.Length; gate++)
        {
            steady[gate] = (float)ChannelKinetics.Gate(gate, neuron.Rest, neuron.Active).Steady;
        }

        return Vector256.Create<float>(steady);
    }

    // What stays the same over a run: conductances in nS, the leak's current in pA.
    private readonly struct Constants
    {
        public Constants(NeuronParameters neuron)
        {
            double c = neuron.Capacitance;
            ActiveParameters active = neuron.Active;
            (Na, K, Kv3) = (Vector256.Create(active.Sodium * c), Vector256.Create(active.Potassium * c), Vector256.Create(active.Kv3 * c));
            (A, M, H) = (Vector256.Create(active.A * c), Vector256.Create(active.M * c), Vector256.Create(neuron.H));
            (L, LeakCurrent, PerStep) = (Vector256.Create(neuron.Leak), Vector256.Create(neuron.Leak * neuron.LeakReversal), Vector256.Create(NeuronModel.Step / c));
        }

        public readonly Vector256<double> Na, K, Kv3, A, M, H, L, LeakCurrent, PerStep;
    }
}
