namespace EphysTx.Recordings.Abf;

/// <summary>The header of version 1: every field at a fixed place (SDK, abfheadr.h). Files before version 1.6 have a short header with one output.</summary>
internal static class AbfHeader1
{
    private const int MostChannels = 16;
    private const int LongHeader = 6144;
    private const int EpochsPerOutput = 10;

    public static AbfHeader Read(AbfBytes bytes)
    {
        double version = bytes.Single(4);
        bool isLong = bytes.Length >= LongHeader && bytes.Int32(40) * (long)AbfBytes.Block >= LongHeader;
        AbfMode mode = AbfHeader.ModeOf(bytes, bytes.Int16(8));
        int channels = bytes.Count(bytes.Int16(120), MostChannels, "channels");
        if (channels == 0)
        {
            throw bytes.Damaged("it has no channel");
        }

        bool isFloat = bytes.Int16(100) != 0;
        double range = bytes.Single(244);
        int resolution = bytes.Int32(252);
        if (!(range > 0) || resolution <= 0)
        {
            throw bytes.Damaged($"its converter has the range {range} and the resolution {resolution}");
        }

        long size = isFloat ? 4 : 2;
        long samples = bytes.Int32(10);
        long offset = (bytes.Int32(40) * (long)AbfBytes.Block) + (Math.Max((short)0, bytes.Int16(14)) * size);
        bytes.At(offset, Math.Max(0, samples) * size);
        return new AbfHeader
        {
            Version = VersionOf(version),
            Protocol = isLong ? AbfHeader.ProtocolOf(bytes.Text(4898, 256)) : "",
            Mode = mode,
            SamplingRate = 1e6 / (bytes.Single(122) * channels),
            IsFloat = isFloat,
            DataOffset = offset,
            Channels = [.. Enumerable.Range(0, channels).Select(i => Channel(bytes, bytes.Int16(410 + (2 * i)), range / resolution, isLong))],
            Outputs = isLong ? [.. Enumerable.Range(0, 4).Select(i => Output(bytes, i))] : [OldOutput(bytes)],
            Sweeps = AbfHeader.SweepsOf(bytes, mode, samples, bytes.Int32(16), channels, bytes.Int32(92) * (long)AbfBytes.Block, bytes.Int32(96)),
        };
    }

    // 1.83 is version 1.8.3.0.
    private static string VersionOf(double version)
    {
        int hundredths = (int)Math.Round(version * 100);
        return FormattableString.Invariant($"{hundredths / 100}.{hundredths / 10 % 10}.{hundredths % 10}.0");
    }

    private static AbfChannel Channel(AbfBytes bytes, int number, double step, bool isLong)
    {
        if (number is < 0 or >= MostChannels)
        {
            throw bytes.Damaged($"its sequence of channels names the input {number}");
        }

        int four = 4 * number;
        double telegraph = isLong && bytes.Int16(4512 + (2 * number)) != 0 ? bytes.Single(4576 + four) : 1;
        double gain = bytes.Single(922 + four) * bytes.Single(1050 + four) * bytes.Single(730 + four) * telegraph;
        return gain == 0
            ? throw bytes.Damaged("the gain of a channel is zero")
            : new AbfChannel(
                bytes.Text(442 + (10 * number), 10), bytes.Text(602 + (8 * number), 8), step / gain, bytes.Single(986 + four) - bytes.Single(1114 + four));
    }

    // The epochs of the first output stand before those of the second; the third and fourth have none.
    private static AbfOutput Output(AbfBytes bytes, int number)
    {
        bool hasWaveform = number < 2;
        IEnumerable<int> epochs = hasWaveform ? Enumerable.Range(number * EpochsPerOutput, EpochsPerOutput) : [];
        return new AbfOutput(
            bytes.Text(1306 + (10 * number), 10),
            bytes.Text(1346 + (8 * number), 8),
            bytes.Single(1394 + (4 * number)),
            hasWaveform && bytes.Int16(2296 + (2 * number)) != 0,
            hasWaveform ? bytes.Int16(2300 + (2 * number)) : 0,
            hasWaveform && bytes.Int16(2304 + (2 * number)) != 0,
            [.. epochs.Where(i => bytes.Int16(2308 + (2 * i)) != 0).Select(i => new AbfEpoch(
                (AbfEpochKind)bytes.Int16(2308 + (2 * i)), bytes.Single(2348 + (4 * i)), bytes.Single(2428 + (4 * i)), bytes.Int32(2508 + (4 * i)), bytes.Int32(2588 + (4 * i)), 0, 0))]);
    }

    private static AbfOutput OldOutput(AbfBytes bytes) => new(
        bytes.Text(1306, 10),
        bytes.Text(1346, 8),
        bytes.Single(1394),
        bytes.Int16(1436) != 0,
        bytes.Int16(1438),
        bytes.Int16(1440) != 0,
        [.. Enumerable.Range(0, EpochsPerOutput).Where(i => bytes.Int16(1442 + (2 * i)) != 0).Select(i => new AbfEpoch(
            (AbfEpochKind)bytes.Int16(1442 + (2 * i)), bytes.Single(1462 + (4 * i)), bytes.Single(1502 + (4 * i)), bytes.Int16(1542 + (2 * i)), bytes.Int16(1562 + (2 * i)), 0, 0))]);
}
