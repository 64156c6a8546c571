namespace EphysTx.Recordings.Abf;

/// <summary>The header of version 2: a table of sections, each an array of records. Offsets are those of the SDK's structures.</summary>
internal static class AbfHeader2
{
    private const int MostChannels = 128;
    private const int MostEpochs = 1000;
    private const int MostTextBytes = 1 << 20;
    private const int TextHeader = 44;

    public static AbfHeader Read(AbfBytes bytes)
    {
        Section protocol = Section.At(bytes, 76), adc = Section.At(bytes, 92), dac = Section.At(bytes, 108), epochs = Section.At(bytes, 156);
        Section strings = Section.At(bytes, 220), data = Section.At(bytes, 236), synch = Section.At(bytes, 316);
        string[] texts = Texts(bytes, strings);
        long p = protocol.Offset;
        AbfMode mode = AbfHeader.ModeOf(bytes, bytes.Int16(p));
        double range = bytes.Single(p + 110);
        int resolution = bytes.Int32(p + 118);
        if (!(range > 0) || resolution <= 0)
        {
            throw bytes.Damaged($"its converter has the range {range} and the resolution {resolution}");
        }

        bool isFloat = (int)bytes.Int16(30) switch
        {
            0 => false,
            1 => true,
            int format => throw bytes.Damaged($"its data format {format} is unknown"),
        };
        int channels = bytes.Count(adc.Entries, MostChannels, "channels");
        if (channels == 0)
        {
            throw bytes.Damaged("it has no channel");
        }

        if (data.Bytes != (isFloat ? 4 : 2))
        {
            throw bytes.Damaged($"its samples have {data.Bytes} bytes each");
        }

        bytes.At(data.Offset, Math.Max(0, data.Entries) * data.Bytes);
        return new AbfHeader
        {
            Version = $"{bytes.Byte(7)}.{bytes.Byte(6)}.{bytes.Byte(5)}.{bytes.Byte(4)}",
            Protocol = AbfHeader.ProtocolOf(TextOf(texts, bytes.UInt32(72))),
            Mode = mode,
            SamplingRate = 1e6 / bytes.Single(p + 2),
            IsFloat = isFloat,
            DataOffset = data.Offset,
            Channels = [.. Enumerable.Range(0, channels).Select(i => Channel(bytes, adc.Record(i, 82), texts, range / resolution))],
            Outputs = [.. Enumerable.Range(0, bytes.Count(dac.Entries, MostChannels, "outputs")).Select(i => Output(bytes, dac.Record(i, 46), texts, epochs))],
            Sweeps = AbfHeader.SweepsOf(bytes, mode, data.Entries, bytes.UInt32(12), channels, synch.Offset, synch.Entries),
        };
    }

    private static AbfChannel Channel(AbfBytes bytes, long at, string[] texts, double step)
    {
        double gain = bytes.Single(at + 40) * bytes.Single(at + 48) * bytes.Single(at + 28) * (bytes.Int16(at + 2) != 0 ? bytes.Single(at + 6) : 1);
        return gain == 0
            ? throw bytes.Damaged("the gain of a channel is zero")
            : new AbfChannel(
                TextOf(texts, bytes.UInt32(at + 74)), TextOf(texts, bytes.UInt32(at + 78)), step / gain, bytes.Single(at + 44) - bytes.Single(at + 52));
    }

    private static AbfOutput Output(AbfBytes bytes, long at, string[] texts, Section epochs)
    {
        int number = bytes.Int16(at);
        return new AbfOutput(
            TextOf(texts, bytes.UInt32(at + 24)),
            TextOf(texts, bytes.UInt32(at + 28)),
            bytes.Single(at + 12),
            bytes.Int16(at + 40) != 0,
            bytes.Int16(at + 42),
            bytes.Int16(at + 44) != 0,
            [.. Enumerable.Range(0, bytes.Count(epochs.Entries, MostEpochs, "epochs"))
                .Select(i => epochs.Record(i, 30))
                .Where(epoch => bytes.Int16(epoch + 2) == number && bytes.Int16(epoch + 4) != 0)
                .OrderBy(epoch => bytes.Int16(epoch))
                .Select(epoch => Epoch(bytes, epoch))]);
    }

    private static AbfEpoch Epoch(AbfBytes bytes, long at) => new(
        (AbfEpochKind)bytes.Int16(at + 4), bytes.Single(at + 6), bytes.Single(at + 10), bytes.Int32(at + 14), bytes.Int32(at + 18), bytes.Int32(at + 22), bytes.Int32(at + 26));

    private static string[] Texts(AbfBytes bytes, Section section)
    {
        int length = bytes.Count(section.Bytes, MostTextBytes, "bytes of texts");
        return length <= TextHeader ? [] : System.Text.Encoding.Latin1.GetString(bytes.At(section.Offset + TextHeader, length - TextHeader)).Split('\0');
    }

    // Texts are numbered from 1; 0 is none.
    private static string TextOf(string[] texts, uint index) => index >= 1 && index <= texts.Length ? texts[index - 1].Trim() : "";

    /// <summary>An array of records.</summary>
    private sealed record Section(AbfBytes File, long Offset, uint Bytes, long Entries)
    {
        public static Section At(AbfBytes bytes, int place) => new(bytes, bytes.UInt32(place) * (long)AbfBytes.Block, bytes.UInt32(place + 4), bytes.Int64(place + 8));

        /// <summary>Where a record begins that must have at least some bytes.</summary>
        public long Record(int index, int needed)
        {
            if (Bytes < needed)
            {
                throw File.Damaged($"a record of {Bytes} bytes is too short for its {needed}");
            }

            long at = Offset + ((long)Bytes * index);
            File.At(at, needed);
            return at;
        }
    }
}
