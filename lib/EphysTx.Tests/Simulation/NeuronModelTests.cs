using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Calibration;
using EphysTx.Simulation.Membrane;
using EphysTx.Simulation.Populations;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Tests.Simulation;

public class NeuronModelTests
{
    private static readonly ActiveParameters None = new()
    {
        Sodium = 0, Potassium = 0, Kv3 = 0, A = 0, M = 0, ThresholdShift = -57, InactivationSpeed = 1, PotassiumSpeed = 1, ATime = 100, MTime = 600,
    };

    [Fact]
    public void Without_active_channels_the_membrane_is_an_exponential()
    {
        NeuronParameters neuron = PassiveSolution.Solve(new PassiveProperties(-70, 200, 15, 0), None);
        var voltage = new float[5000];

        new NeuronModel(neuron).Run(Enumerable.Repeat(-50f, voltage.Length).ToArray(), voltage, null);

        for (int k = 0; k < voltage.Length; k += 97)
        {
            double time = (k + 1) * NeuronModel.Step;
            Assert.Equal(-70 - (10 * (1 - Math.Exp(-time / 15))), voltage[k], 1e-2);
        }
    }

    [Fact]
    public void Every_class_rests_where_it_should_without_current()
    {
        foreach (NeuronClass one in RealQuartiles.Classes)
        {
            NeuronParameters neuron = NeuronSampler.At(ParameterTable.Of(one), new double[NeuronSampler.Deviations]);
            var voltage = new float[25000];
            new NeuronModel(neuron).Run(new float[voltage.Length], voltage, null);
            Assert.Equal(neuron.Rest, voltage[^1], 0.3);
        }
    }

    [Fact]
    public void The_found_rheobase_spikes_and_the_step_below_does_not()
    {
        var model = new NeuronModel(NeuronSampler.At(ParameterTable.Of(new NeuronClass("mouse", "Pvalb")), new double[NeuronSampler.Deviations]));
        var options = new ProtocolOptions();

        double rheobase = ThresholdSearch.Rheobase(model, options);

        Assert.True(rheobase > 0);
        Assert.Equal([false, true], model.Spikes([rheobase - options.RheobaseStep, rheobase], StimulusTrace.LongSquareLength, 0));
    }

    [Fact]
    public void Tables_and_lanes_give_what_the_equations_give()
    {
        foreach (NeuronClass one in RealQuartiles.Classes)
        {
            NeuronParameters neuron = NeuronSampler.At(ParameterTable.Of(one), new double[NeuronSampler.Deviations]);
            float[] current = [.. Enumerable.Repeat(-60f, 4000)];
            var voltage = new float[current.Length];
            new NeuronModel(neuron).Run(current, voltage, null);

            double[] expected = Equations(neuron, current);
            Assert.All(Enumerable.Range(0, 80), k => Assert.Equal(expected[50 * k], voltage[50 * k], 0.01));
        }
    }

    // The same scheme in double precision, every gate from its formula.
    private static double[] Equations(NeuronParameters neuron, float[] current)
    {
        ActiveParameters active = neuron.Active;
        double v = neuron.Rest, c = neuron.Capacitance;
        double[] gates = [.. Enumerable.Range(0, ChannelKinetics.Gates).Select(gate => ChannelKinetics.Gate(gate, neuron.Rest, active).Steady)];
        var voltage = new double[current.Length];
        for (int k = 0; k < current.Length; k++)
        {
            for (int gate = 0; gate < gates.Length; gate++)
            {
                (double steady, double time) = ChannelKinetics.Gate(gate, v, active);
                gates[gate] += (steady - gates[gate]) * (1 - Math.Exp(-NeuronModel.Step / time));
            }

            double sodium = c * active.Sodium * Math.Pow(gates[0], 3) * gates[1];
            double potassium = c * ((active.Potassium * Math.Pow(gates[2], 4)) + (active.Kv3 * Math.Pow(gates[3], 2)) + (active.A * Math.Pow(gates[4], 3) * gates[5]) + (active.M * gates[6]));
            double h = neuron.H * gates[7];
            double conductance = neuron.Leak + sodium + potassium + h;
            double target = ((neuron.Leak * neuron.LeakReversal) + (sodium * ChannelKinetics.SodiumReversal) + (potassium * ChannelKinetics.PotassiumReversal)
                + (h * ChannelKinetics.HReversal) + current[k]) / conductance;
            v = target + ((v - target) * Math.Exp(-conductance * NeuronModel.Step / c));
            voltage[k] = v;
        }

        return voltage;
    }

    [Fact]
    public void Runs_side_by_side_give_the_bits_of_one_after_the_other()
    {
        var model = new NeuronModel(NeuronSampler.At(ParameterTable.Of(new NeuronClass("mouse", "Sst")), new double[NeuronSampler.Deviations]) with { NoiseCurrent = 12 });
        float[][] currents = [.. Enumerable.Range(0, 9).Select(k => StimulusTrace.LongSquare((40 * k) - 50)), StimulusTrace.ShortSquare(400), StimulusTrace.Ramp(300)];
        ModelRun[] alone = [.. currents.Select((current, k) => new ModelRun(current, new float[current.Length], new SeededRandom(k)))];
        ModelRun[] together = [.. currents.Select((current, k) => new ModelRun(current, new float[current.Length], new SeededRandom(k)))];

        Array.ForEach(alone, run => model.Run([run]));
        model.Run(together);

        Assert.Contains(alone[^1].Voltage, v => v > 0);
        Assert.Equal(alone.Select(run => run.Voltage), together.Select(run => run.Voltage));
        Assert.NotEqual(alone[0].Voltage[..1000], alone[1].Voltage[..1000]);
        Assert.Throws<ArgumentException>(() => model.Run([new ModelRun(currents[0], new float[5], null)]));
    }

    [Fact]
    public void A_run_may_end_after_its_first_spike()
    {
        var model = new NeuronModel(NeuronSampler.At(ParameterTable.Of(new NeuronClass("mouse", "Sst")), new double[NeuronSampler.Deviations]));
        float[] current = StimulusTrace.Ramp(300);
        float[] whole = new float[current.Length], ended = new float[current.Length];

        model.Run([new ModelRun(current, whole, null), new ModelRun(current, ended, null, StepsAfterSpike: 4000)]);

        int spike = Array.FindIndex(whole, v => v > NeuronModel.SpikeLevel);
        Assert.True(spike > StimulusTrace.Onset && spike + 10000 < whole.Length);
        Assert.Equal(whole[..(spike + 4000)], ended[..(spike + 4000)]);
        Assert.All(ended[(spike + 6000)..], v => Assert.Equal(0, v));
    }

    [Fact]
    public void The_noise_of_the_membrane_has_its_deviation_and_its_time_constant()
    {
        var noise = new MembraneNoise(2.5, new SeededRandom(8));
        double[] current = [.. Enumerable.Range(0, 400000).Select(_ => (double)noise.Next())];

        double variance = current.Average(x => x * x);
        const int Lag = 30; // 3 ms
        double lagged = Enumerable.Range(0, current.Length - Lag).Average(k => current[k] * current[k + Lag]);
        double fourth = current.Average(x => x * x * x * x) / (variance * variance);
        Assert.Equal(2.5, Math.Sqrt(variance), 0.05);
        Assert.Equal(Math.Exp(-1), lagged / variance, 0.03);
        Assert.Equal(3, fourth, 0.1);
    }

    [Fact]
    public void A_neuron_that_fires_without_current_is_not_quiet_and_is_drawn_again()
    {
        NeuronParameters neuron = NeuronSampler.At(ParameterTable.Of(new NeuronClass("mouse", "Vip")), new double[NeuronSampler.Deviations]);
        var restless = neuron with { LeakReversal = neuron.LeakReversal + 25 };

        Assert.True(RestCheck.IsQuiet(neuron));
        Assert.False(RestCheck.IsQuiet(restless));
        double[] excitable = new double[NeuronSampler.Deviations];
        (excitable[3], excitable[9]) = (3, -3);
        Assert.All(Enumerable.Range(0, 30), k => Assert.True(RestCheck.IsQuiet(NeuronSampler.Draw(ParameterTable.Of(new NeuronClass("mouse", "Vip")), excitable, new SeededRandom(k)))));
        Assert.Contains(Enumerable.Range(0, 30), k => !RestCheck.IsQuiet(FirstDraw(new SeededRandom(k))));

        NeuronParameters FirstDraw(SeededRandom random) => NeuronSampler.At(
            ParameterTable.Of(new NeuronClass("mouse", "Vip")),
            [.. excitable.Select(donor => Math.Clamp((Math.Sqrt(NeuronSampler.DonorShare) * donor) + (Math.Sqrt(1 - NeuronSampler.DonorShare) * random.NextNormal()), -2.2, 2.2))]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        using Recording first = SimulatedRecordings.Median(new NeuronClass("human", "Sst"));
        using Recording second = SimulatedRecordings.Median(new NeuronClass("human", "Sst"));
        using Recording other = SimulatedRecordings.Median(new NeuronClass("human", "Sst"), seed: 6);

        for (int k = 0; k < first.Sweeps.Count; k++)
        {
            Assert.Equal(Response(first, k), Response(second, k));
            Assert.NotEqual(Response(first, k), Response(other, k));
        }

        static double[] Response(Recording recording, int sweep)
        {
            SampleArray response = recording.Sweeps[sweep].ReadTraces(default).Response;
            return response.ToDouble(response.Length);
        }
    }
}
