namespace EphysTx.Recordings.Abf;

/// <summary>What both versions of the header say, in one form.</summary>
internal sealed record AbfHeader
{
    private const int MostSweeps = 1_000_000;

    public required string Version { get; init; }

    public required string Protocol { get; init; }

    public required AbfMode Mode { get; init; }

    public required double SamplingRate { get; init; }

    public required bool IsFloat { get; init; }

    public required long DataOffset { get; init; }

    public required IReadOnlyList<AbfChannel> Channels { get; init; }

    public required IReadOnlyList<AbfOutput> Outputs { get; init; }

    public required IReadOnlyList<AbfSweep> Sweeps { get; init; }

    public static AbfHeader Read(AbfBytes bytes)
    {
        string signature = bytes.Length < 4 ? "" : System.Text.Encoding.Latin1.GetString(bytes.At(0, 4));
        AbfHeader header = signature switch
        {
            "ABF " => AbfHeader1.Read(bytes),
            "ABF2" => AbfHeader2.Read(bytes),
            _ => throw bytes.Foreign(),
        };
        return header.SamplingRate > 0 && double.IsFinite(header.SamplingRate) ? header : throw bytes.Damaged("its sampling interval is not positive");
    }

    public static AbfMode ModeOf(AbfBytes bytes, int mode) =>
        mode is >= 1 and <= 5 ? (AbfMode)mode : throw bytes.Damaged($"its operation mode {mode} is unknown");

    /// <summary>A protocol's path as written on another machine: file name without folder and ending.</summary>
    public static string ProtocolOf(string path)
    {
        string name = path[(path.LastIndexOfAny(['\\', '/']) + 1)..];
        int point = name.LastIndexOf('.');
        return point > 0 ? name[..point] : name;
    }

    /// <summary>The sweeps: of the lengths in the table of episodes where that accounts for all samples, else all of one length.</summary>
    public static IReadOnlyList<AbfSweep> SweepsOf(AbfBytes bytes, AbfMode mode, long samples, long episodes, int channels, long tableOffset, long tableEntries)
    {
        if (samples < 0 || samples > int.MaxValue)
        {
            throw bytes.Damaged($"it claims {samples} samples");
        }

        if (mode == AbfMode.GapFree || episodes == 0)
        {
            return [new AbfSweep(0, (int)(samples / channels))];
        }

        int count = bytes.Count(episodes, MostSweeps, "sweeps");
        if (tableEntries == count)
        {
            // Each entry: start in time units, length in samples of all channels.
            bytes.At(tableOffset, 8L * count);
            int[] lengths = [.. Enumerable.Range(0, count).Select(sweep => bytes.Int32(tableOffset + (8L * sweep) + 4))];
            if (lengths.All(length => length >= 0 && length % channels == 0) && lengths.Sum(length => (long)length) == samples)
            {
                var sweeps = new AbfSweep[count];
                long at = 0;
                for (int sweep = 0; sweep < count; sweep++)
                {
                    sweeps[sweep] = new AbfSweep(at, lengths[sweep] / channels);
                    at += lengths[sweep];
                }

                return sweeps;
            }
        }

        int points = (int)(samples / count / channels);
        return [.. Enumerable.Range(0, count).Select(sweep => new AbfSweep((long)sweep * points * channels, points))];
    }
}
