using System.Numerics;
using EphysTx.Hdf5;

namespace EphysTx.Recordings.Nwb;

/// <summary>What a series is.</summary>
internal enum SeriesRole
{
    /// <summary>Neither stimulus nor response of a patch-clamp sweep.</summary>
    Other,

    /// <summary>A command.</summary>
    Stimulus,

    /// <summary>A recorded trace.</summary>
    Response,
}

/// <summary>One series of an NWB file: a group with data, a clock and a kind.</summary>
internal sealed class NwbSeries
{
    private readonly Hdf5Group group;

    private NwbSeries(Hdf5Group group, SeriesRole role, ClampMode clampMode)
    {
        this.group = group;
        Role = role;
        ClampMode = clampMode;
    }

    public SeriesRole Role { get; }

    public ClampMode ClampMode { get; }

    public Hdf5Reference Reference => group.Reference;

    /// <summary>First sample and number of samples that belong to the sweep; null for all.</summary>
    public (long Start, long Count)? Part { get; init; }

    public string Description => group.Attributes.TextOrNull("stimulus_description") ?? "";

    public static NwbSeries Of(Hdf5Object item, (long Start, long Count)? part = null)
    {
        string type = item.Attributes.TextOrNull("neurodata_type") ?? "";
        (SeriesRole role, ClampMode mode) = type switch
        {
            "CurrentClampSeries" or "IZeroClampSeries" => (SeriesRole.Response, ClampMode.CurrentClamp),
            "VoltageClampSeries" => (SeriesRole.Response, ClampMode.VoltageClamp),
            "CurrentClampStimulusSeries" => (SeriesRole.Stimulus, ClampMode.CurrentClamp),
            "VoltageClampStimulusSeries" => (SeriesRole.Stimulus, ClampMode.VoltageClamp),
            _ => (SeriesRole.Other, ClampMode.CurrentClamp),
        };
        return item is Hdf5Group group
            ? new NwbSeries(group, role, mode) { Part = part }
            : throw new EphysTxException($"{item.Path} stands where a series should be, but is not a group.");
    }

    /// <summary>The series' own sweep number; null when it has none.</summary>
    public int? SweepNumber() =>
        group.Attributes.TryGet("sweep_number", out Hdf5Attribute? number) && number.Space.Count == 1 && !number.DataType.IsString
            ? checked((int)number.ReadScalar<long>())
            : null;

    /// <summary>Samples per second; NaN when the series has time stamps instead.</summary>
    public double Rate() =>
        group.TryGetDataset("starting_time", out Hdf5Dataset? start) && start.Attributes.TryGet("rate", out Hdf5Attribute? rate)
            ? rate.ReadScalar<double>()
            : double.NaN;

    /// <summary>A setting of the amplifier in another unit; NaN when it is not stated.</summary>
    public double Setting(string name, double factor) =>
        group.TryGetDataset(name, out Hdf5Dataset? setting) && setting.Space.Count == 1 && !setting.DataType.IsString
            ? setting.ReadScalar<double>() * factor
            : double.NaN;

    /// <summary>
    /// The samples in mV or pA. The unit follows from the kind of series, whatever its text says: recorded voltage or commanded voltage in V, current in A.
    /// </summary>
    public SampleArray Samples(NwbReadOptions options, CancellationToken cancellationToken)
    {
        Hdf5Dataset data = group.Dataset("data");
        if (data.Shape.Count != 1)
        {
            throw new EphysTxException($"The data of {group.Path} have {data.Shape.Count} dimensions; a trace has one.");
        }

        bool isVoltage = (Role == SeriesRole.Response) == (ClampMode == ClampMode.CurrentClamp);
        double factor = isVoltage ? SignalUnit.MillivoltsPerVolt : SignalUnit.PicoamperesPerAmpere;
        double conversion = Attribute(data, "conversion", 1);
        double offset = options.ApplyOffset ? Attribute(data, "offset", 0) : 0;
        Hdf5Selection? selection = Part is (long start, long count) ? Hdf5Selection.Range(start, count) : null;
        if (data.DataType is { Class: Hdf5TypeClass.Float, Size: 4 } && offset == 0)
        {
            float[] samples = Read<float>(data, selection, options.Memory is { } memory ? memory.TakeSingles : null, out int length, cancellationToken);
            TraceCleaning.Scale(samples.AsSpan(0, length), conversion, factor);
            Clean(samples.AsSpan(0, length));
            return new SampleArray(samples, length);
        }

        double[] full = Read<double>(data, selection, options.Memory is { } shelf ? shelf.TakeDoubles : null, out int read, cancellationToken);
        Span<double> values = full.AsSpan(0, read);
        TraceCleaning.Scale(values, conversion, factor);
        Clean(values);
        if (offset != 0)
        {
            foreach (ref double value in values)
            {
                value += offset * factor;
            }
        }

        return new SampleArray(full, read);
    }

    // A shape that no recording has is left to the reader, which refuses it before it takes memory.
    private T[] Read<T>(Hdf5Dataset data, Hdf5Selection? selection, Func<int, T[]>? memory, out int length, CancellationToken cancellationToken)
        where T : unmanaged, INumberBase<T>
    {
        const long LongestTrace = 1L << 25;
        long count = Part?.Count ?? data.Shape[0];
        if (memory is null || count is <= 0 or > LongestTrace)
        {
            T[] samples = data.Read<T>(selection, cancellationToken);
            length = samples.Length;
            return samples;
        }

        length = (int)count;
        T[] reused = memory(length);
        data.Read<T>(reused.AsMemory(0, length), selection, cancellationToken);
        return reused;
    }

    private void Clean(Span<float> samples)
    {
        if (Role == SeriesRole.Response)
        {
            TraceCleaning.MarkTrailingZeros(samples);
        }
    }

    private void Clean(Span<double> samples)
    {
        if (Role == SeriesRole.Response)
        {
            TraceCleaning.MarkTrailingZeros(samples);
        }
    }

    private static double Attribute(Hdf5Dataset data, string name, double otherwise) =>
        data.Attributes.TryGet(name, out Hdf5Attribute? attribute) && attribute.Space.Count == 1 ? attribute.ReadScalar<double>() : otherwise;
}
