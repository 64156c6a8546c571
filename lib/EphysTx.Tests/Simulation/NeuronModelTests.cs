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
        Assert.True(model.Spikes(Enumerable.Repeat((float)rheobase, StimulusTrace.LongSquareLength).ToArray()));
        Assert.False(model.Spikes(Enumerable.Repeat((float)(rheobase - options.RheobaseStep), StimulusTrace.LongSquareLength).ToArray()));
    }

    [Fact]
    public void Two_runs_side_by_side_give_the_bits_of_one_after_the_other()
    {
        var model = new NeuronModel(NeuronSampler.At(ParameterTable.Of(new NeuronClass("mouse", "Sst")), new double[NeuronSampler.Deviations]) with { NoiseCurrent = 12 });
        float[] weak = StimulusTrace.LongSquare(-50), strong = StimulusTrace.LongSquare(160);
        (float[] Weak, float[] Strong) alone = (new float[weak.Length], new float[weak.Length]), paired = (new float[weak.Length], new float[weak.Length]);

        model.Run(weak, alone.Weak, new SeededRandom(1));
        model.Run(strong, alone.Strong, new SeededRandom(2));
        model.RunPair(weak, paired.Weak, new SeededRandom(1), strong, paired.Strong, new SeededRandom(2));

        Assert.Contains(alone.Strong, v => v > 0);
        Assert.Equal(alone.Weak, paired.Weak);
        Assert.Equal(alone.Strong, paired.Strong);
        Assert.Throws<ArgumentException>(() => model.RunPair(weak, paired.Weak, null, StimulusTrace.ShortSquare(100), paired.Strong, null));
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
