using EphysTx.Hdf5;

namespace EphysTx.Recordings.Nwb;

/// <summary>How an NWB file is read.</summary>
public sealed record NwbReadOptions
{
    /// <summary>Limits and threads of the HDF5 layer.</summary>
    public Hdf5Options Hdf5 { get; init; } = Hdf5Options.Default;

    /// <summary>Memory for the traces, for one thread; null takes new memory for each. Who gave it releases it when nothing of the recording is in use any more.</summary>
    public SampleMemory? Memory { get; init; }

    /// <summary>
    /// Whether a file without sweep table is refused, as readers did that knew no other pairing. Else <c>intracellular_recordings</c> pairs the series, and without that
    /// their sweep numbers do.
    /// </summary>
    public bool RequireSweepTable { get; init; }

    /// <summary>Whether the offset of a series is added after its conversion, as the format says. The reference ignores it.</summary>
    public bool ApplyOffset { get; init; } = true;

    /// <summary>Whether bias current, bridge balance and capacitance compensation are read; features do not need them.</summary>
    public bool ReadAmplifierSettings { get; init; } = true;
}
