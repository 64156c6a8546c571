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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    private int Integrate(ReadOnlySpan<float> current, Span<float> voltage, SeededRandom? random, bool stopAtSpike)
    {
        double v = _neuron.Rest;
        double c = _neuron.Capacitance;
        ActiveParameters active = _neuron.Active;
        double gNa = active.Sodium * c, gK = active.Potassium * c, gKv3 = active.Kv3 * c, gA = active.A * c, gM = active.M * c;
        double gL = _neuron.Leak, iL = gL * _neuron.LeakReversal, gH = _neuron.H;
        double perStep = Step / c;
        double keep = Math.Exp(-Step * NoiseEvery / NoiseTime);
        double kick = _neuron.NoiseCurrent * Math.Sqrt(1 - (keep * keep));
        double noise = random is null ? 0 : _neuron.NoiseCurrent * random.NextNormal();
        ref float table = ref MemoryMarshal.GetArrayDataReference(_table.Values);
        Vector256<float> gates = Steady(v);
        for (int k = 0; k < current.Length; k++)
        {
            if (random is not null && k % NoiseEvery == 0)
            {
                noise = (noise * keep) + (kick * random.NextNormal());
            }

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
            double na = gNa * m * m * m * gates.GetElement(1);
            double nn = n * n;
            double potassium = (gK * nn * nn) + (gKv3 * p * p) + (gA * a * a * a * gates.GetElement(5)) + (gM * gates.GetElement(6));
            double h = gH * gates.GetElement(7);
            double conductance = gL + na + potassium + h;
            double drive = iL + (na * ChannelKinetics.SodiumReversal) + (potassium * ChannelKinetics.PotassiumReversal) + (h * ChannelKinetics.HReversal)
                + current[k] + noise;
            double y = conductance * perStep;
            v += (drive - (conductance * v)) * perStep / (1 + (y * (0.5 + (y / 12))));
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
