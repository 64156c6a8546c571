using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Recordings.Stimuli;
using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Protocols;

/// <summary>Records a model neuron: long squares, short squares and a ramp under Allen stimulus codes, as an in-memory recording.</summary>
public static class RecordingSimulator
{
    private const double RampSpike = -15;
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
            stimuli.Add(("X7Ramp", StimulusTrace.Ramp((1.6 * (double.IsFinite(rheobase) ? rheobase : 200)) + 40)));
        }

        SeededRandom?[] noise = [.. stimuli.Select((_, k) => random?.Fork(k))];
        float[][] responses = Run(model, [.. stimuli.Select(one => one.Stimulus)], noise, cancellationToken);
        return new Recording(name, stimuli.Select((one, k) => Record(k, one.Code, one.Stimulus, responses[k], options.RecordingNoise, noise[k])).ToList());
    }

    // Sweeps of one length run side by side, each with its own noise, so that the results are those of one after the other.
    private static float[][] Run(NeuronModel model, float[][] stimuli, SeededRandom?[] noise, CancellationToken cancellationToken)
    {
        float[][] responses = [.. stimuli.Select(stimulus => GC.AllocateUninitializedArray<float>(stimulus.Length))];
        for (int k = 0; k < stimuli.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (k + 1 < stimuli.Length && stimuli[k + 1].Length == stimuli[k].Length)
            {
                model.RunPair(stimuli[k], responses[k], noise[k], stimuli[k + 1], responses[k + 1], noise[k + 1]);
                k++;
            }
            else
            {
                model.Run(stimuli[k], responses[k], noise[k]);
            }
        }

        return responses;
    }

    private static Sweep Record(int number, string code, float[] stimulus, float[] response, double noise, SeededRandom? random)
    {
        if (code == "X7Ramp" && Array.FindIndex(response, StimulusTrace.Onset, v => v > RampSpike) is int spike and >= 0)
        {
            // The experimenter ends a ramp once the cell fires.
            int length = Math.Min(response.Length, spike + RampTail);
            stimulus = stimulus[..length];
            response = response[..length];
        }

        if (random is not null)
        {
            RecordingNoise.Add(response, noise, random);
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
