using EphysTx.Hdf5;
using EphysTx.Recordings.Stimuli;

namespace EphysTx.Recordings.Nwb;

/// <summary>
/// Reads NWB 2 files as recordings: sweeps as the Allen Institute's files pair them (sweep table), as newer files do (intracellular recordings), or by sweep
/// number. Opening reads no samples. Source: spec IPFX §1; NWB 2 format specification.
/// </summary>
public static class NwbReader
{
    private const double MegaohmsPerOhm = 1e-6;
    private const double PicofaradsPerFarad = 1e12;

    /// <summary>Opens a file on disk; dispose the recording to close it.</summary>
    /// <exception cref="EphysTxException">The file is not there, not NWB 2, or damaged; the message says which and where.</exception>
    public static Recording Open(string path, NwbReadOptions? options = null)
    {
        options ??= new NwbReadOptions();
        return Guard(path, () => Read(Hdf5File.Open(path, options.Hdf5), Path.GetFileName(path), options));
    }

    /// <summary>Reads from any HDF5 source (stream, HTTP ranges); the source is closed with the recording.</summary>
    /// <exception cref="EphysTxException">It is not NWB 2, or damaged.</exception>
    public static Recording Open(IHdf5Source source, string name, NwbReadOptions? options = null)
    {
        options ??= new NwbReadOptions();
        return Guard(name, () => Read(Hdf5File.Open(source, options.Hdf5), name, options));
    }

    private static Recording Read(Hdf5File file, string name, NwbReadOptions options)
    {
        try
        {
            CheckVersion(file);
            return new Recording(name, NwbPairing.Find(file, options).Select(sweep => Make(sweep.Key, sweep.Value, options)).ToList(), file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CheckVersion(Hdf5File file)
    {
        string? version = file.Root.Attributes.TryGet("nwb_version", out Hdf5Attribute? attribute) ? attribute.ReadStrings().FirstOrDefault() : null;
        if (version is null && file.Root.TryGetDataset("nwb_version", out Hdf5Dataset? old))
        {
            throw new EphysTxException($"It has NWB version '{old.ReadStrings().FirstOrDefault()}'; convert it to NWB 2.");
        }

        if (version is null || !(version.StartsWith('2') || version.StartsWith("NWB-2", StringComparison.Ordinal)))
        {
            throw new EphysTxException(version is null ? "It has no nwb_version, so it is not an NWB file." : $"NWB version '{version}' is not known; NWB 2 is.");
        }
    }

    private static Sweep Make(int number, List<NwbSeries> series, NwbReadOptions options)
    {
        List<NwbSeries> stimuli = [.. series.Where(one => one.Role == SeriesRole.Stimulus)];
        List<NwbSeries> responses = [.. series.Where(one => one.Role == SeriesRole.Response)];
        NwbSeries? stimulus = stimuli is [NwbSeries only, ..] ? only : null;
        NwbSeries? response = responses is [NwbSeries first, ..] ? first : null;
        string description = (response ?? stimulus)?.Description ?? "";
        return new Sweep
        {
            Number = number,
            StimulusDescription = description,
            StimulusCode = StimulusCode.FromDescription(description),
            ClampMode = (response ?? stimulus)?.ClampMode ?? ClampMode.CurrentClamp,
            SamplingRate = (stimulus ?? response)?.Rate() ?? double.NaN,
            Defect = stimuli.Count == 1 && responses.Count == 1 ? null : new Failure(
                FailureReason.SweepWithoutPartner, number, $"Sweep {number} has {stimuli.Count} stimulus and {responses.Count} response series; it needs one of each."),
            BiasCurrent = Setting(response, "bias_current", SignalUnit.PicoamperesPerAmpere, options),
            BridgeBalance = Setting(response, "bridge_balance", MegaohmsPerOhm, options),
            CapacitanceCompensation = Setting(response, "capacitance_compensation", PicofaradsPerFarad, options),
            Read = cancellationToken => ReadTraces(number, stimulus, response, options, cancellationToken),
        };
    }

    private static double Setting(NwbSeries? response, string name, double factor, NwbReadOptions options) =>
        options.ReadAmplifierSettings && response is not null ? response.Setting(name, factor) : double.NaN;

    private static SweepTraces ReadTraces(
        int number, NwbSeries? stimulus, NwbSeries? response, NwbReadOptions options, CancellationToken cancellationToken)
    {
        if (stimulus is null || response is null)
        {
            throw new AnalysisFailureException(FailureReason.SweepWithoutPartner, number, $"Sweep {number} lacks its stimulus or its response.");
        }

        try
        {
            return new SweepTraces(stimulus.Samples(options, cancellationToken), response.Samples(options, cancellationToken));
        }
        catch (Exception error) when (error is Hdf5Exception or ArgumentException or EphysTxException and not AnalysisFailureException)
        {
            throw new AnalysisFailureException(FailureReason.UnreadableFile, number, $"Sweep {number} cannot be read: {error.Message}");
        }
    }

    private static Recording Guard(string name, Func<Recording> open)
    {
        try
        {
            return open();
        }
        catch (Hdf5Exception error)
        {
            throw new EphysTxException($"{name} cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is OverflowException or ArgumentException)
        {
            throw new EphysTxException($"{name} cannot be read: it holds a sweep number or a position that is out of range.", error);
        }
        catch (EphysTxException error) when (!error.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new EphysTxException($"{name} cannot be read: {error.Message}", error);
        }
    }
}
