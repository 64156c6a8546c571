using EphysTx.Hdf5;
using EphysTx.Recordings;

namespace EphysTx.Tests.Features.Extraction;

/// <summary>Writes the synthetic cell as NWB files, paired by sweep number.</summary>
internal static class SyntheticFiles
{
    private static readonly Lazy<byte[]> Standard = new(() => Bytes(SyntheticCell.Standard()));

    /// <summary>The standard cell as bytes of an NWB file.</summary>
    public static byte[] StandardBytes => Standard.Value;

    /// <summary>Writes as many copies of the standard cell as there are names.</summary>
    public static void Write(string folder, params IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, StandardBytes);
        }
    }

    public static byte[] Bytes(IEnumerable<Sweep> sweeps)
    {
        var file = new Hdf5FileBuilder();
        file.Root.SetAttribute("nwb_version", "2.2.0");
        Hdf5GroupBuilder acquisition = file.Root.AddGroup("acquisition");
        Hdf5GroupBuilder presentation = file.Root.AddGroup("stimulus").AddGroup("presentation");
        foreach (Sweep sweep in sweeps)
        {
            SweepTraces traces = sweep.Read(CancellationToken.None);
            AddSeries(acquisition, $"{sweep.ClampMode}Series", sweep, traces.Response, sweep.ClampMode == ClampMode.CurrentClamp ? 1e-3 : 1e-12);
            AddSeries(presentation, $"{sweep.ClampMode}StimulusSeries", sweep, traces.Stimulus, sweep.ClampMode == ClampMode.CurrentClamp ? 1e-12 : 1e-3);
        }

        return file.ToArray(1);
    }

    private static void AddSeries(Hdf5GroupBuilder group, string type, Sweep sweep, SampleArray samples, double conversion)
    {
        Hdf5GroupBuilder series = group.AddGroup($"data_{sweep.Number:00000}");
        series.SetAttribute("neurodata_type", type).SetAttribute("stimulus_description", sweep.StimulusCode + "_DA_0")
            .SetAttribute("sweep_number", Hdf5Value.Number((uint)sweep.Number));
        float[] values = [.. samples.ToDouble(samples.Length).Select(value => (float)value)];
        series.AddDataset("data", Hdf5Value.Array<float>(values), Hdf5Storage.Compressed(level: 1))
            .SetAttribute("conversion", Hdf5Value.Number(conversion)).SetAttribute("unit", "volts");
        series.AddDataset("starting_time", Hdf5Value.Number(0.0)).SetAttribute("rate", Hdf5Value.Number(sweep.SamplingRate));
    }
}
