using System.Buffers.Binary;

namespace EphysTx.Recordings.Abf;

/// <summary>How an acquisition ran.</summary>
public enum AbfMode
{
    /// <summary>Events of different lengths.</summary>
    VariableLength = 1,

    /// <summary>Events of one length.</summary>
    FixedLength = 2,

    /// <summary>One uninterrupted trace.</summary>
    GapFree = 3,

    /// <summary>Oscilloscope, fast.</summary>
    HighSpeed = 4,

    /// <summary>Sweeps with a stimulus.</summary>
    Episodic = 5,
}

/// <summary>One recorded channel.</summary>
/// <param name="Name">Name given at the rig.</param>
/// <param name="Unit">Unit of its samples: mV, pA …</param>
/// <param name="Scale">From the stored integer to the unit.</param>
/// <param name="Offset">Added after scaling, in the unit.</param>
public sealed record AbfChannel(string Name, string Unit, double Scale, double Offset);

/// <summary>One stimulus output.</summary>
/// <param name="Name">Name given at the rig.</param>
/// <param name="Unit">Unit of the command: pA, mV …</param>
/// <param name="Holding">Level outside of epochs.</param>
/// <param name="WaveformEnabled">Whether the output followed a waveform.</param>
/// <param name="WaveformSource">1: the epochs; 2: another file.</param>
/// <param name="KeepsLastLevel">Whether the level of the last epoch is held until the next sweep.</param>
/// <param name="Epochs">The epochs in order.</param>
public sealed record AbfOutput(
    string Name, string Unit, double Holding, bool WaveformEnabled, int WaveformSource, bool KeepsLastLevel, IReadOnlyList<AbfEpoch> Epochs);

/// <summary>Where a sweep's samples stand: multiplexed, all channels of one moment together.</summary>
/// <param name="FirstSample">Position of its first sample among all samples of the file.</param>
/// <param name="Points">Samples per channel.</param>
public readonly record struct AbfSweep(long FirstSample, int Points);

/// <summary>
/// A recording in Axon's binary format, versions 1 and 2. Source: the layout of the header and its sections in Molecular Devices' ABF User Guide and SDK (abfheadr.h).
/// </summary>
public sealed class AbfFile
{
    private readonly byte[] _bytes;
    private readonly long _dataOffset;
    private readonly bool _isFloat;

    internal AbfFile(string name, byte[] bytes, AbfHeader header)
    {
        Name = name;
        _bytes = bytes;
        _dataOffset = header.DataOffset;
        _isFloat = header.IsFloat;
        Version = header.Version;
        Protocol = header.Protocol;
        Mode = header.Mode;
        SamplingRate = header.SamplingRate;
        Channels = header.Channels;
        Outputs = header.Outputs;
        Sweeps = header.Sweeps;
    }

    /// <summary>The file, as named in errors.</summary>
    public string Name { get; }

    /// <summary>Version of the format, four numbers with points.</summary>
    public string Version { get; }

    /// <summary>Name of the protocol file, without folder and ending; empty when there was none.</summary>
    public string Protocol { get; }

    /// <summary>How the acquisition ran.</summary>
    public AbfMode Mode { get; }

    /// <summary>Samples per second of each channel, in Hz.</summary>
    public double SamplingRate { get; }

    /// <summary>The recorded channels in the order of their samples.</summary>
    public IReadOnlyList<AbfChannel> Channels { get; }

    /// <summary>The stimulus outputs.</summary>
    public IReadOnlyList<AbfOutput> Outputs { get; }

    /// <summary>The sweeps in order; a gap-free file has one.</summary>
    public IReadOnlyList<AbfSweep> Sweeps { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">Larger files are refused; 1 GiB unless told.</param>
    /// <exception cref="AnalysisFailureException">It cannot be read, is no ABF file, is cut off or contradicts itself.</exception>
    public static AbfFile Read(string path, long maximumBytes = 1L << 30)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > Math.Min(maximumBytes, Array.MaxLength))
            {
                throw new AnalysisFailureException(FailureReason.UnreadableFile, null, $"{path} has {stream.Length} bytes; at most {maximumBytes} are read.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(path, bytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AnalysisFailureException(FailureReason.FileNotFound, null, $"The file {path} is not there; check its name.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AnalysisFailureException(FailureReason.AccessDenied, null, $"The file {path} cannot be read ({error.Message.TrimEnd('.')}); check that you may read it.");
        }
    }

    /// <summary>Reads bytes; they are not copied and must not change afterwards.</summary>
    /// <inheritdoc cref="Read"/>
    public static AbfFile Parse(string name, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new AbfFile(name, bytes, AbfHeader.Read(new AbfBytes(name, bytes)));
    }

    /// <summary>The samples of a channel in a sweep, in the channel's unit, in single precision as the format's own tools give them.</summary>
    public float[] Samples(int channel, int sweep)
    {
        AbfChannel of = Channels[channel];
        AbfSweep at = Sweeps[sweep];
        var samples = new float[at.Points];
        int size = _isFloat ? sizeof(float) : sizeof(short);
        long place = _dataOffset + ((at.FirstSample + channel) * size);
        for (int k = 0; k < samples.Length; k++, place += (long)size * Channels.Count)
        {
            ReadOnlySpan<byte> here = _bytes.AsSpan((int)place, size);
            samples[k] = _isFloat
                ? BinaryPrimitives.ReadSingleLittleEndian(here)
                : (float)((BinaryPrimitives.ReadInt16LittleEndian(here) * of.Scale) + of.Offset);
        }

        return samples;
    }

    /// <summary>The command of an output during a sweep, in the output's unit; null when it came from another file and is not known.</summary>
    public double[]? Command(int output, int sweep) => AbfCommand.Of(Outputs[output], Mode, Sweeps[sweep].Points, sweep);
}
