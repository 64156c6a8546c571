using System.Buffers.Binary;
using System.Text;

namespace EphysTx.Recordings.Abf;

/// <summary>Numbers and texts at places of a file; a place outside of it is a typed failure.</summary>
internal sealed class AbfBytes(string name, byte[] bytes)
{
    /// <summary>Blocks that sections are counted in, in bytes.</summary>
    public const int Block = 512;

    public int Length => bytes.Length;

    public byte Byte(long at) => At(at, 1)[0];

    public short Int16(long at) => BinaryPrimitives.ReadInt16LittleEndian(At(at, 2));

    public int Int32(long at) => BinaryPrimitives.ReadInt32LittleEndian(At(at, 4));

    public uint UInt32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(At(at, 4));

    public long Int64(long at) => BinaryPrimitives.ReadInt64LittleEndian(At(at, 8));

    /// <summary>A finite number of single precision.</summary>
    public double Single(long at)
    {
        float value = BinaryPrimitives.ReadSingleLittleEndian(At(at, 4));
        return float.IsFinite(value) ? value : throw Damaged($"the number at byte {at} is not finite");
    }

    public string Text(long at, int length) => Encoding.Latin1.GetString(At(at, length)).Split('\0')[0].Trim();

    public ReadOnlySpan<byte> At(long at, long length) =>
        at >= 0 && length >= 0 && at <= bytes.Length - length
            ? bytes.AsSpan((int)at, (int)length)
            : throw new AnalysisFailureException(
                FailureReason.TruncatedFile, null, $"{name} has {bytes.Length} bytes, but its header names bytes up to {at + (Int128)length}; it was probably cut off, copy it again.");

    public int Count(long value, int most, string what) =>
        value >= 0 && value <= most ? (int)value : throw Damaged($"it claims {value} {what}; at most {most} are possible");

    public AnalysisFailureException Damaged(string what) =>
        new(FailureReason.DamagedFile, null, $"{name} is no usable ABF file: {what}; copy it again from the rig.");

    public AnalysisFailureException Foreign() =>
        new(FailureReason.ForeignFile, null, $"{name} is no ABF file of version 1 or 2; name a recording written by Clampex or AxoScope.");
}
