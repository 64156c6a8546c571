using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Recordings.Stimuli;
using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Protocols;

/// <summary>Records a model neuron: long squares, short squares and a ramp under Allen stimulus codes, as an in-memory recording.</summary>
public static class RecordingSimulator
{
    private const string Ramp = "X7Ramp";
    private const int RampTail = 10000;

    /// <summary>Records a neuron. Traces are single precision, pA and mV, 50 kHz.</summary>
    /// <param name="name">Name of the recording.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="options">Which sweeps.</param>
    /// <param name="random">Noise; sweep k takes its fork k. Null for a recording without any noise.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    public static Recording Record(string name, NeuronParameters neuron, ProtocolOptions options, SeededRandom? random, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = new NeuronModel(neuron);
        double rheobase = ThresholdSearch.Rheobase(model, options);
        List<(string Code, float[] Stimulus)> stimuli = [.. options.Hyperpolarising.Select(amplitude => ("X1PS_SubThresh", StimulusTrace.LongSquare(amplitude)))];
        if (double.IsFinite(rheobase))
        {
            stimuli.AddRange(options.AboveRheobase.Select(above => rheobase + above).Where(amplitude => amplitude > 0)
                .Select(amplitude => ("X4PS_SupraThresh", StimulusTrace.LongSquare(amplitude))));
        }

        double shortThreshold = options.ShortSquares > 0 ? ThresholdSearch.ShortSquare(model) : double.NaN;
        if (double.IsFinite(shortThreshold))
        {
            stimuli.AddRange(Enumerable.Range(0, options.ShortSquares).Select(_ => ("X6SP_Rheo", StimulusTrace.ShortSquare(Math.Round(shortThreshold * 1.1)))));
        }

        if (options.Ramp)
        {
            stimuli.Add((Ramp, StimulusTrace.Ramp((1.6 * (double.IsFinite(rheobase) ? rheobase : 200)) + 40)));
        }

        SeededRandom?[] noise = [.. stimuli.Select((_, k) => random?.Fork(k))];
        ModelRun[] runs = [.. stimuli.Select((one, k) => new ModelRun(
            one.Stimulus, GC.AllocateUninitializedArray<float>(one.Stimulus.Length), noise[k], one.Code == Ramp ? RampTail : null))];
        model.Run(runs, cancellationToken);
        return new Recording(name, stimuli.Select((one, k) => Record(k, one.Code, runs[k], options.RecordingNoise)).ToList());
    }

    private static Sweep Record(int number, string code, ModelRun run, double noise)
    {
        (float[] stimulus, float[] response) = (run.Current, run.Voltage);
        if (code == Ramp && Array.FindIndex(response, v => v > NeuronModel.SpikeLevel) is int spike and >= 0)
        {
            // The experimenter ends a ramp once the cell fires.
            int length = Math.Min(response.Length, spike + RampTail);
            stimulus = stimulus[..length];
            response = response[..length];
        }

        if (run.Noise is not null)
        {
            RecordingNoise.Add(response, noise, run.Noise);
        }

        return new Sweep
        {
            Number = number,
            StimulusDescription = code + "_DA_0",
            StimulusCode = StimulusCode.FromDescription(code + "_DA_0"),
            ClampMode = ClampMode.CurrentClamp,
            SamplingRate = NeuronModel.SamplingRate,
            BiasCurrent = 0,
            Read = _ => new SweepTraces(new SampleArray(stimulus), new SampleArray(response)),
        };
    }
}
