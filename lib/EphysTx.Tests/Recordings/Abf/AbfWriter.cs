using System.Buffers.Binary;
using System.Text;

namespace EphysTx.Tests.Recordings.Abf;

/// <summary>Writes small ABF files of both versions, from the format's description, for tests only.</summary>
internal sealed record AbfWriter
{
    public short Mode { get; init; } = 5;

    public float IntervalMicroseconds { get; init; } = 100;

    /// <summary>Sweeps × channels × points, in the channels' units.</summary>
    public required double[][][] Sweeps { get; init; }

    public string[] ChannelUnits { get; init; } = ["mV"];

    public string OutputUnit { get; init; } = "pA";

    public float Holding { get; init; }

    public short WaveformSource { get; init; } = 1;

    public bool IsFloat { get; init; }

    /// <summary>Kind, level, level step, duration, duration step, period, width.</summary>
    public (short Kind, float Level, float LevelStep, int Duration, int DurationStep, int Period, int Width)[] Epochs { get; init; } = [];

    private int Channels => Sweeps[0].Length;

    private int Points => Sweeps[0][0].Length;

    private const double Gain = 0.01;
    private const double Range = 10;
    private const int Resolution = 32768;

    public byte[] Version2()
    {
        const int Data = 8;
        byte[] samples = Samples();
        var bytes = new byte[(Data * 512) + samples.Length];
        Encoding.ASCII.GetBytes("ABF2").CopyTo(bytes, 0);
        bytes[7] = 2;
        bytes[6] = 6;
        U32(bytes, 12, (uint)(Mode == 3 ? 0 : Sweeps.Length));
        I16(bytes, 30, (short)(IsFloat ? 1 : 0));
        string[] texts = ["Clampex", @"C:\protocols\steps.pro", .. ChannelUnits.SelectMany((unit, i) => new[] { $"IN {i}", unit }), "Cmd 0", OutputUnit];
        U32(bytes, 72, 2);
        byte[] strings = [.. new byte[44], .. Encoding.Latin1.GetBytes(string.Join('\0', texts) + "\0")];
        Section(bytes, 76, 1, 512, 1);
        Section(bytes, 92, 2, 128, Channels);
        Section(bytes, 108, 4, 256, 1);
        Section(bytes, 156, 5, 48, Epochs.Length);
        Section(bytes, 220, 7, strings.Length, texts.Length);
        Section(bytes, 236, Data, IsFloat ? 4 : 2, samples.Length / (IsFloat ? 4 : 2));
        strings.CopyTo(bytes, 7 * 512);
        I16(bytes, 512, Mode);
        F32(bytes, 514, IntervalMicroseconds);
        F32(bytes, 512 + 110, (float)Range);
        I32(bytes, 512 + 118, Resolution);
        for (int i = 0; i < Channels; i++)
        {
            int at = 1024 + (128 * i);
            F32(bytes, at + 28, 1);
            F32(bytes, at + 40, (float)Gain);
            F32(bytes, at + 48, 1);
            U32(bytes, at + 74, (uint)(3 + (2 * i)));
            U32(bytes, at + 78, (uint)(4 + (2 * i)));
        }

        F32(bytes, 2048 + 12, Holding);
        U32(bytes, 2048 + 24, (uint)(3 + (2 * Channels)));
        U32(bytes, 2048 + 28, (uint)(4 + (2 * Channels)));
        I16(bytes, 2048 + 40, 1);
        I16(bytes, 2048 + 42, WaveformSource);
        for (int i = 0; i < Epochs.Length; i++)
        {
            int at = 2560 + (48 * i);
            I16(bytes, at, (short)i);
            I16(bytes, at + 4, Epochs[i].Kind);
            F32(bytes, at + 6, Epochs[i].Level);
            F32(bytes, at + 10, Epochs[i].LevelStep);
            I32(bytes, at + 14, Epochs[i].Duration);
            I32(bytes, at + 18, Epochs[i].DurationStep);
            I32(bytes, at + 22, Epochs[i].Period);
            I32(bytes, at + 26, Epochs[i].Width);
        }

        samples.CopyTo(bytes, Data * 512);
        return bytes;
    }

    public byte[] Version1()
    {
        byte[] samples = Samples();
        var bytes = new byte[6144 + samples.Length];
        Encoding.ASCII.GetBytes("ABF ").CopyTo(bytes, 0);
        F32(bytes, 4, 1.65f);
        I16(bytes, 8, Mode);
        I32(bytes, 10, samples.Length / (IsFloat ? 4 : 2));
        I32(bytes, 16, Mode == 3 ? 0 : Sweeps.Length);
        I32(bytes, 40, 12);
        I16(bytes, 100, (short)(IsFloat ? 1 : 0));
        I16(bytes, 120, (short)Channels);
        F32(bytes, 122, IntervalMicroseconds / Channels);
        F32(bytes, 244, (float)Range);
        I32(bytes, 252, Resolution);
        for (int i = 0; i < Channels; i++)
        {
            I16(bytes, 410 + (2 * i), (short)i);
            Encoding.ASCII.GetBytes($"IN {i}".PadRight(10)).CopyTo(bytes, 442 + (10 * i));
            Encoding.ASCII.GetBytes(ChannelUnits[i].PadRight(8)).CopyTo(bytes, 602 + (8 * i));
            F32(bytes, 730 + (4 * i), 1);
            F32(bytes, 922 + (4 * i), (float)Gain);
            F32(bytes, 1050 + (4 * i), 1);
        }

        Encoding.ASCII.GetBytes(OutputUnit.PadRight(8)).CopyTo(bytes, 1346);
        F32(bytes, 1394, Holding);
        I16(bytes, 2296, 1);
        I16(bytes, 2300, WaveformSource);
        for (int i = 0; i < Epochs.Length; i++)
        {
            I16(bytes, 2308 + (2 * i), Epochs[i].Kind);
            F32(bytes, 2348 + (4 * i), Epochs[i].Level);
            F32(bytes, 2428 + (4 * i), Epochs[i].LevelStep);
            I32(bytes, 2508 + (4 * i), Epochs[i].Duration);
            I32(bytes, 2588 + (4 * i), Epochs[i].DurationStep);
        }

        Encoding.ASCII.GetBytes(@"C:\protocols\steps.pro").CopyTo(bytes, 4898);
        samples.CopyTo(bytes, 6144);
        return bytes;
    }

    private byte[] Samples()
    {
        int size = IsFloat ? 4 : 2;
        var bytes = new byte[Sweeps.Length * Points * Channels * size];
        int at = 0;
        foreach (double[][] sweep in Sweeps)
        {
            for (int k = 0; k < Points; k++)
            {
                for (int channel = 0; channel < Channels; channel++, at += size)
                {
                    if (IsFloat)
                    {
                        F32(bytes, at, (float)sweep[channel][k]);
                    }
                    else
                    {
                        I16(bytes, at, (short)Math.Round(sweep[channel][k] * Gain * Resolution / Range));
                    }
                }
            }
        }

        return bytes;
    }

    private static void Section(byte[] bytes, int at, int block, int size, long count)
    {
        U32(bytes, at, (uint)block);
        U32(bytes, at + 4, (uint)size);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at + 8), count);
    }

    private static void I16(byte[] bytes, int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);

    private static void I32(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    private static void U32(byte[] bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);

    private static void F32(byte[] bytes, int at, float value) => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
}
