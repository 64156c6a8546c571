using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Protocols;

/// <summary>Whether a neuron keeps still until its stimulus comes. One that fires without current fails quality control in every sweep; in an experiment it would be given up or held by a bias.</summary>
public static class RestCheck
{
    private const double Deviations = 4;

    /// <summary>Runs what precedes each stimulus, test pulse included, with a constant current of four standard deviations of the membrane noise on top.</summary>
    /// <returns>Whether no spike was evoked.</returns>
    public static bool IsQuiet(NeuronParameters neuron)
    {
        float[] current = StimulusTrace.BeforeOnset();
        for (int k = 0; k < current.Length; k++)
        {
            current[k] += (float)(Deviations * neuron.NoiseCurrent);
        }

        var voltage = new float[current.Length];
        new NeuronModel(neuron).Run([new ModelRun(current, voltage, null, StepsAfterSpike: 1)]);
        return !Array.Exists(voltage, v => v > NeuronModel.SpikeLevel);
    }
}
