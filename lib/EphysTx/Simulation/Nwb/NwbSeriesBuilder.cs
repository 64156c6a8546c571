using EphysTx.Hdf5;
using EphysTx.Recordings;

namespace EphysTx.Simulation.Nwb;

/// <summary>Adds one stimulus or response series to a file.</summary>
internal static class NwbSeriesBuilder
{
    private const int ChunkLength = 50000;

    public static Hdf5GroupBuilder Add(
        Hdf5GroupBuilder folder, string name, Sweep sweep, SampleArray samples, bool isStimulus, double startingTime, Hdf5GroupBuilder electrode, NwbIdentity identity)
    {
        Hdf5GroupBuilder group = folder.AddGroup(name);
        identity.Mark(group, "core", isStimulus ? "CurrentClampStimulusSeries" : "CurrentClampSeries");
        group.SetAttribute("comments", "simulated");
        group.SetAttribute("description", "PLACEHOLDER");
        group.SetAttribute("stimulus_description", sweep.StimulusDescription.Length > 0 ? sweep.StimulusDescription : sweep.StimulusCode);
        group.SetAttribute("sweep_number", Hdf5Value.Number((uint)sweep.Number));
        Hdf5DatasetBuilder data = group.AddDataset("data", Hdf5Value.Array<float>(Stored(samples)), Hdf5Storage.Compressed([Math.Min(ChunkLength, samples.Length)]));
        data.SetAttribute("conversion", Hdf5Value.Number(isStimulus ? 1e-12 : 1e-3));
        data.SetAttribute("resolution", Hdf5Value.Number(double.NaN));
        data.SetAttribute("unit", isStimulus ? "amperes" : "volts");
        Hdf5DatasetBuilder time = group.AddDataset("starting_time", Hdf5Value.Number(startingTime));
        time.SetAttribute("rate", Hdf5Value.Number(sweep.SamplingRate));
        time.SetAttribute("unit", "seconds");
        group.AddDataset("gain", Hdf5Value.Number(1f));
        group.AddLink("electrode", electrode);
        if (!isStimulus)
        {
            if (double.IsFinite(sweep.BiasCurrent))
            {
                group.AddDataset("bias_current", Hdf5Value.Number((float)(sweep.BiasCurrent * 1e-12)));
            }
        }

        return group;
    }

    // Samples that were not acquired stand as zeros at the end, as the acquisition leaves them.
    private static float[] Stored(SampleArray samples)
    {
        var stored = new float[samples.Length];
        for (int k = 0; k < stored.Length; k++)
        {
            float value = (float)samples[k];
            stored[k] = float.IsNaN(value) ? 0 : value;
        }

        return stored;
    }
}
