using System.Runtime.CompilerServices;
using EphysTx.Numerics;

namespace EphysTx.Simulation.Membrane;

/// <summary>
/// Integrates one neuron at a fixed step, from rest. The gates advance by exponential Euler, the potential by exponential Euler with a rational
/// approximation of the decay. Same parameters and seed, same samples, whatever the thread and whatever runs side by side.
/// </summary>
public sealed class NeuronModel
{
    /// <summary>Time step, in ms: one step is one stored sample at 50 kHz.</summary>
    public const double Step = 0.02;

    /// <summary>Samples per second, in Hz.</summary>
    public const double SamplingRate = 50000;

    /// <summary>Potential above which a neuron spikes, in mV.</summary>
    public const double SpikeLevel = -15;

    private const int Lanes = NeuronLanes.Count;
    private const int Block = 250 * MembraneNoise.Hold;

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
    public void Run(float[] current, float[] voltage, SeededRandom? random) => Run([new ModelRun(current, voltage, random)]);

    /// <summary>Several runs, eight at a time; each has the results that it would have alone.</summary>
    /// <param name="runs">The runs, of any lengths; neighbours of equal length waste least.</param>
    /// <param name="cancellationToken">Stops within a run.</param>
    /// <exception cref="ArgumentException">A voltage is shorter than its current.</exception>
    public void Run(IReadOnlyList<ModelRun> runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.FirstOrDefault(run => run.Voltage.Length < run.Current.Length) is { } wrong)
        {
            throw new ArgumentException($"A voltage of {wrong.Voltage.Length} steps cannot hold {wrong.Current.Length}.", nameof(runs));
        }

        foreach (ModelRun[] group in runs.Chunk(Lanes))
        {
            RunGroup(group, cancellationToken);
        }
    }

    /// <summary>Whether each of up to eight constant currents evokes a spike, without noise.</summary>
    /// <param name="amplitudes">In pA.</param>
    /// <param name="on">Steps for which the current flows.</param>
    /// <param name="after">Steps after it.</param>
    public bool[] Spikes(ReadOnlySpan<double> amplitudes, int on, int after)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amplitudes.Length, Lanes);
        var spikes = new bool[amplitudes.Length];
        var lanes = new NeuronLanes(_neuron, _table);
        float[] current = new float[Block * Lanes], voltage = new float[Block * Lanes];
        for (int at = 0; at < on + after && Array.Exists(spikes, spike => !spike); at += Block)
        {
            int steps = Math.Min(Block, on + after - at);
            for (int lane = 0; lane < amplitudes.Length; lane++)
            {
                Constant(current.AsSpan(0, steps * Lanes), lane, Math.Clamp(on - at, 0, steps), (float)amplitudes[lane]);
            }

            lanes.Advance(current.AsSpan(0, steps * Lanes), voltage);
            for (int lane = 0; lane < amplitudes.Length; lane++)
            {
                spikes[lane] |= FirstSpike(voltage.AsSpan(0, steps * Lanes), lane) >= 0;
            }
        }

        return spikes;
    }

    private void RunGroup(ModelRun[] group, CancellationToken cancellationToken)
    {
        var lanes = new NeuronLanes(_neuron, _table);
        float[] current = new float[Block * Lanes], voltage = new float[Block * Lanes];
        MembraneNoise?[] noise = [.. group.Select(run => run.Noise is null ? null : new MembraneNoise(_neuron.NoiseCurrent, run.Noise))];
        int[] ends = [.. group.Select(run => run.Current.Length)];
        bool[] waits = [.. group.Select(run => run.StepsAfterSpike is not null)];
        for (int at = 0; at < ends.Max(); at += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int steps = Math.Min(Block, ends.Max() - at);
            for (int lane = 0; lane < group.Length; lane++)
            {
                Load(group[lane].Current.AsSpan(Math.Min(at, ends[lane])), noise[lane], current.AsSpan(0, steps * Lanes), lane);
            }

            lanes.Advance(current.AsSpan(0, steps * Lanes), voltage);
            for (int lane = 0; lane < group.Length; lane++)
            {
                if (at < ends[lane])
                {
                    Store(voltage, lane, group[lane].Voltage.AsSpan(at, Math.Min(steps, ends[lane] - at)));
                }

                if (waits[lane] && FirstSpike(voltage.AsSpan(0, steps * Lanes), lane) is int spike and >= 0)
                {
                    waits[lane] = false;
                    ends[lane] = Math.Min(ends[lane], at + spike + group[lane].StepsAfterSpike!.Value);
                }
            }
        }
    }

    // A run that is over goes on without current.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Load(ReadOnlySpan<float> source, MembraneNoise? noise, Span<float> current, int lane)
    {
        float now = 0;
        for (int at = lane, k = 0; at < current.Length; at += Lanes, k++)
        {
            if (noise is not null && k % MembraneNoise.Hold == 0)
            {
                now = noise.Next();
            }

            current[at] = (k < source.Length ? source[k] : 0) + now;
        }
    }

    private static void Constant(Span<float> current, int lane, int on, float amplitude)
    {
        for (int at = lane, k = 0; at < current.Length; at += Lanes, k++)
        {
            current[at] = k < on ? amplitude : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(float[] voltage, int lane, Span<float> target)
    {
        for (int k = 0; k < target.Length; k++)
        {
            target[k] = voltage[(k * Lanes) + lane];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstSpike(ReadOnlySpan<float> voltage, int lane)
    {
        for (int at = lane; at < voltage.Length; at += Lanes)
        {
            if (voltage[at] > SpikeLevel)
            {
                return at / Lanes;
            }
        }

        return -1;
    }
}
