using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EphysTx.Numerics;

namespace EphysTx.Simulation.Membrane;

/// <summary>
/// Integrates one neuron at a fixed step, from rest. The gates advance by exponential Euler, the potential by exponential Euler with a rational
/// approximation of the decay. Same parameters and seed, same samples, whatever the thread.
/// </summary>
public sealed class NeuronModel
{
    /// <summary>Time step, in ms: one step is one stored sample at 50 kHz.</summary>
    public const double Step = 0.02;

    /// <summary>Samples per second, in Hz.</summary>
    public const double SamplingRate = 50000;

    private const double NoiseTime = 3; // ms, as fast synaptic noise: Destexhe et al. 2001, Neuroscience 107:13
    private const int NoiseEvery = 5;
    private const double SpikeLevel = -15;

    private readonly NeuronParameters _neuron;
    private readonly GateTable _table;

    /// <summary>Makes a neuron ready to be stimulated.</summary>
    public NeuronModel(NeuronParameters neuron)
    {
        _neuron = neuron;
        _table = new GateTable(neuron.Active, Step);
    }

    /// <summary>The neuron.</summary>
    public NeuronParameters Parameters => _neuron;

    /// <summary>Injects a current and writes the potential after each step.</summary>
    /// <param name="current">In pA, one number a step.</param>
    /// <param name="voltage">In mV, as long as the current.</param>
    /// <param name="random">Source of the membrane noise; null for none.</param>
    public void Run(ReadOnlySpan<float> current, Span<float> voltage, SeededRandom? random) => Integrate(current, voltage, random, stopAtSpike: false);

    /// <summary>Whether a current evokes a spike, without noise.</summary>
    public bool Spikes(ReadOnlySpan<float> current) => Integrate(current, [], null, stopAtSpike: true) >= 0;

    /// <summary>
    /// Two runs at once, with the same results as one after the other. Each step of a run waits for the step before; two runs fill each other's waiting.
    /// </summary>
    /// <exception cref="ArgumentException">The currents differ in length.</exception>
    public void RunPair(ReadOnlySpan<float> current1, Span<float> voltage1, SeededRandom? random1, ReadOnlySpan<float> current2, Span<float> voltage2, SeededRandom? random2)
    {
        if (current1.Length != current2.Length || voltage1.Length < current1.Length || voltage2.Length < current1.Length)
        {
            throw new ArgumentException($"Currents of {current1.Length} and {current2.Length} steps cannot run side by side.");
        }

        IntegratePair(current1, voltage1, random1, current2, voltage2, random2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    private int Integrate(ReadOnlySpan<float> current, Span<float> voltage, SeededRandom? random, bool stopAtSpike)
    {
        var constants = new Constants(_neuron);
        double v = _neuron.Rest;
        double noise = random is null ? 0 : _neuron.NoiseCurrent * random.NextNormal();
        ref float table = ref MemoryMarshal.GetArrayDataReference(_table.Values);
        Vector256<float> gates = Steady(v);
        for (int k = 0; k < current.Length; k++)
        {
            if (random is not null && k % NoiseEvery == 0)
            {
                noise = (noise * constants.Keep) + (constants.Kick * random.NextNormal());
            }

            Advance(in constants, ref table, ref v, ref gates, current[k], noise);
            if (stopAtSpike)
            {
                if (v > SpikeLevel)
                {
                    return k;
                }
            }
            else
            {
                voltage[k] = (float)v;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    private void IntegratePair(ReadOnlySpan<float> current1, Span<float> voltage1, SeededRandom? random1, ReadOnlySpan<float> current2, Span<float> voltage2, SeededRandom? random2)
    {
        var constants = new Constants(_neuron);
        double v1 = _neuron.Rest, v2 = v1;
        double noise1 = random1 is null ? 0 : _neuron.NoiseCurrent * random1.NextNormal();
        double noise2 = random2 is null ? 0 : _neuron.NoiseCurrent * random2.NextNormal();
        ref float table = ref MemoryMarshal.GetArrayDataReference(_table.Values);
        Vector256<float> gates1 = Steady(v1), gates2 = gates1;
        for (int k = 0; k < current1.Length; k++)
        {
            if (k % NoiseEvery == 0)
            {
                noise1 = random1 is null ? 0 : (noise1 * constants.Keep) + (constants.Kick * random1.NextNormal());
                noise2 = random2 is null ? 0 : (noise2 * constants.Keep) + (constants.Kick * random2.NextNormal());
            }

            Advance(in constants, ref table, ref v1, ref gates1, current1[k], noise1);
            Advance(in constants, ref table, ref v2, ref gates2, current2[k], noise2);
            voltage1[k] = (float)v1;
            voltage2[k] = (float)v2;
        }
    }

    // One step of one run.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(in Constants c, ref float table, ref double v, ref Vector256<float> gates, double current, double noise)
    {
        double x = (Math.Clamp(v, GateTable.Lowest, GateTable.Highest) - GateTable.Lowest) * GateTable.RowsPerMillivolt;
        int row = (int)x;
        Vector256<float> part = Vector256.Create((float)(x - row));
        nuint at = (nuint)(row * GateTable.Width);
        Vector256<float> steady = Vector256.LoadUnsafe(ref table, at);
        steady += (Vector256.LoadUnsafe(ref table, at + 16) - steady) * part;
        Vector256<float> decay = Vector256.LoadUnsafe(ref table, at + 8);
        decay += (Vector256.LoadUnsafe(ref table, at + 24) - decay) * part;
        gates += (steady - gates) * decay;
        double m = gates.GetElement(0), n = gates.GetElement(2), p = gates.GetElement(3), a = gates.GetElement(4);
        double na = c.Na * m * m * m * gates.GetElement(1);
        double nn = n * n;
        double potassium = (c.K * nn * nn) + (c.Kv3 * p * p) + (c.A * a * a * a * gates.GetElement(5)) + (c.M * gates.GetElement(6));
        double h = c.H * gates.GetElement(7);
        double conductance = c.L + na + potassium + h;
        double drive = c.LeakCurrent + (na * ChannelKinetics.SodiumReversal) + (potassium * ChannelKinetics.PotassiumReversal) + (h * ChannelKinetics.HReversal)
            + current + noise;
        double y = conductance * c.PerStep;
        v += (drive - (conductance * v)) * c.PerStep / (1 + (y * (0.5 + (y / 12))));
    }

    // What stays the same over a run: conductances in nS, the leak's current in pA.
    private readonly struct Constants
    {
        public Constants(NeuronParameters neuron)
        {
            double c = neuron.Capacitance;
            (Na, K, Kv3, A, M) = (neuron.Active.Sodium * c, neuron.Active.Potassium * c, neuron.Active.Kv3 * c, neuron.Active.A * c, neuron.Active.M * c);
            (L, LeakCurrent, H) = (neuron.Leak, neuron.Leak * neuron.LeakReversal, neuron.H);
            PerStep = Step / c;
            Keep = Math.Exp(-Step * NoiseEvery / NoiseTime);
            Kick = neuron.NoiseCurrent * Math.Sqrt(1 - (Keep * Keep));
        }

        public readonly double Na, K, Kv3, A, M, L, LeakCurrent, H, PerStep, Keep, Kick;
    }

    private Vector256<float> Steady(double v)
    {
        Span<float> steady = stackalloc float[ChannelKinetics.Gates];
        for (int gate = 0; gate < steady.Length; gate++)
        {
            steady[gate] = (float)ChannelKinetics.Gate(gate, v, _neuron.Active).Steady;
        }

        return Vector256.Create<float>(steady);
    }
}
