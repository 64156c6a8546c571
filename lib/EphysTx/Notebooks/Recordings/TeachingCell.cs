using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Populations;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Notebooks;

/// <summary>
/// The simulated cell of the lesson: the median model neuron of mouse Lamp5 under the Allen protocols, with two accidents added by hand: in one sweep the membrane potential drifts, in
/// another the recording breaks off during the step.
/// </summary>
internal static class TeachingCell
{
    private const long Seed = 2;
    private const double DriftedAmplitude = -50;
    private const double Drift = 4;

    public static Recording Record(CancellationToken cancellationToken)
    {
        ClassParameters parameters = ParameterTable.Of(new NeuronClass("mouse", "Lamp5"));
        using Recording sound = RecordingSimulator.Record(
            "simulated Lamp5 cell", NeuronSampler.At(parameters, new double[NeuronSampler.Deviations]), new ProtocolOptions(), new SeededRandom(Seed), cancellationToken);
        int drifted = sound.Sweeps.Select((sweep, k) => (Sweep: sweep, k)).First(pair => StepOf(pair.Sweep, cancellationToken) == DriftedAmplitude).k;
        int cut = sound.Sweeps.Select((sweep, k) => (Sweep: sweep, k)).Last(pair => pair.Sweep.StimulusCode.StartsWith("X4PS", StringComparison.Ordinal)).k - 1;
        return new Recording(sound.Name, sound.Sweeps.Select((sweep, k) => k == drifted ? Drifting(sweep) : k == cut ? CutOff(sweep) : sweep));
    }

    private static double StepOf(Sweep sweep, CancellationToken cancellationToken) => sweep.Read(cancellationToken).Stimulus[StimulusTrace.Onset];

    private static Sweep Drifting(Sweep sweep) => sweep with
    {
        Read = token => Change(sweep.Read(token), (value, share) => value + (Drift * share)),
    };

    private static Sweep CutOff(Sweep sweep) => sweep with
    {
        Read = token => Change(sweep.Read(token), (value, share) => share > 0.6 ? double.NaN : value),
    };

    private static SweepTraces Change(SweepTraces traces, Func<double, double, double> change)
    {
        var response = new float[traces.Response.Length];
        for (int k = 0; k < response.Length; k++)
        {
            response[k] = (float)change(traces.Response[k], (double)k / response.Length);
        }

        return traces with { Response = new SampleArray(response) };
    }
}
