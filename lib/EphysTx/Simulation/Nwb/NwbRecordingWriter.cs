using System.Globalization;
using EphysTx.Hdf5;
using EphysTx.Recordings;
using EphysTx.Storage;

namespace EphysTx.Simulation.Nwb;

/// <summary>
/// Writes a recording as an NWB 2.2 file in the layout of the Allen Institute's acquisition (MIES): one stimulus and one response series per sweep, single
/// precision, chunked and compressed, joined by a sweep table. The session says that the cell is simulated.
/// </summary>
public static class NwbRecordingWriter
{
    private const string SessionTime = "2026-01-01T00:00:00.000+00:00";

    /// <summary>Writes a file; it appears under its name only when complete.</summary>
    /// <param name="recording">Current-clamp sweeps in pA and mV.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops between sweeps; then nothing is left behind.</param>
    /// <exception cref="EphysTxException">A sweep is not in current clamp, or the file cannot be written.</exception>
    public static void Write(Recording recording, string path, CancellationToken cancellationToken = default)
    {
        Hdf5FileBuilder file = Build(recording, cancellationToken);
        try
        {
            AtomicFile.Write(path, stream => file.Write(stream, null, cancellationToken));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{path} cannot be written ({error.Message.TrimEnd('.')}); choose a folder that can be written.", error);
        }
    }

    /// <summary>The file as a tree, not yet written. The same recording gives the same bytes.</summary>
    /// <exception cref="EphysTxException">A sweep is not in current clamp.</exception>
    public static Hdf5FileBuilder Build(Recording recording, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var file = new Hdf5FileBuilder();
        Hdf5GroupBuilder root = file.Root;
        var identity = new NwbIdentity(recording.Name);
        identity.Mark(root, "core", "NWBFile");
        root.SetAttribute("nwb_version", "2.2.4");
        root.AddDataset("identifier", Hdf5Value.Text(recording.Name));
        root.AddDataset("session_description", Hdf5Value.Text("Simulated cell: a conductance-based model neuron, not a recording."));
        root.AddDataset("session_start_time", Hdf5Value.Text(SessionTime));
        root.AddDataset("timestamps_reference_time", Hdf5Value.Text(SessionTime));
        root.AddDataset("file_create_date", Hdf5Value.Texts([SessionTime]));
        root.AddGroup("analysis");
        root.AddGroup("processing");
        Hdf5GroupBuilder acquisition = root.AddGroup("acquisition");
        Hdf5GroupBuilder stimulus = root.AddGroup("stimulus");
        Hdf5GroupBuilder presentation = stimulus.AddGroup("presentation");
        stimulus.AddGroup("templates");
        Hdf5GroupBuilder general = root.AddGroup("general");
        Hdf5GroupBuilder device = general.AddGroup("devices").AddGroup("simulator");
        identity.Mark(device, "core", "Device");
        device.SetAttribute("description", "EphysTx simulation");
        Hdf5GroupBuilder ephys = general.AddGroup("intracellular_ephys");
        Hdf5GroupBuilder electrode = ephys.AddGroup("electrode_0");
        identity.Mark(electrode, "core", "IntracellularElectrode");
        electrode.AddDataset("description", Hdf5Value.Text("Headstage 0"));
        electrode.AddLink("device", device);

        var series = new List<(int Sweep, Hdf5GroupBuilder Group)>();
        double time = 0;
        foreach (Sweep sweep in recording.Sweeps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sweep.ClampMode != ClampMode.CurrentClamp)
            {
                throw new EphysTxException($"{recording.Name}: sweep {sweep.Number} is in voltage clamp; only current clamp is written.");
            }

            SweepTraces traces = sweep.ReadTraces(cancellationToken);
            string name = string.Create(CultureInfo.InvariantCulture, $"data_{sweep.Number:00000}");
            Hdf5GroupBuilder response = NwbSeriesBuilder.Add(acquisition, name + "_AD0", sweep, traces.Response, isStimulus: false, time, electrode, identity);
            Hdf5GroupBuilder command = NwbSeriesBuilder.Add(presentation, name + "_DA0", sweep, traces.Stimulus, isStimulus: true, time, electrode, identity);
            series.Add((sweep.Number, response));
            series.Add((sweep.Number, command));
            time += (traces.Response.Length / sweep.SamplingRate) + 3;
        }

        AddSweepTable(ephys, series, identity);
        return file;
    }

    private static void AddSweepTable(Hdf5GroupBuilder ephys, List<(int Sweep, Hdf5GroupBuilder Group)> series, NwbIdentity identity)
    {
        Hdf5GroupBuilder table = ephys.AddGroup("sweep_table");
        identity.Mark(table, "core", "SweepTable");
        table.SetAttribute("colnames", Hdf5Value.Texts(["series", "sweep_number"]));
        table.SetAttribute("description", "A sweep table groups different PatchClampSeries together.");
        int[] rows = [.. Enumerable.Range(0, series.Count)];
        identity.Mark(table.AddDataset("id", Hdf5Value.Array<int>(rows)), "hdmf-common", "ElementIdentifiers");
        Hdf5DatasetBuilder references = table.AddDataset("series", Hdf5Value.References([.. series.Select(one => one.Group)]));
        identity.Mark(references, "hdmf-common", "VectorData");
        references.SetAttribute("description", "The PatchClampSeries with the sweep number in that row.");
        Hdf5DatasetBuilder ends = table.AddDataset("series_index", Hdf5Value.Array<int>(rows.Select(row => row + 1).ToArray()));
        identity.Mark(ends, "hdmf-common", "VectorIndex");
        ends.SetAttribute("description", "Index for VectorData 'series'");
        ends.SetAttribute("target", Hdf5Value.Reference(references));
        Hdf5DatasetBuilder numbers = table.AddDataset("sweep_number", Hdf5Value.Array<uint>(series.Select(one => (uint)one.Sweep).ToArray()));
        identity.Mark(numbers, "hdmf-common", "VectorData");
        numbers.SetAttribute("description", "Sweep number of the PatchClampSeries in that row.");
    }
}
