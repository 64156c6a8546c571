using System.Security.Cryptography;
using System.Text;
using EphysTx.Recordings;

namespace EphysTx.Features.Extraction;

/// <summary>One finished recording as bytes, with a hash over them: a damaged file is known as such and its recording done again.</summary>
internal static class ExtractedCellFormat
{
    private static readonly byte[] Mark = "EPHYSTX cell 1\n"u8.ToArray();

    public static byte[] Write(ExtractedCell cell)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(cell.Id);
        writer.Write(cell.File);
        writer.Write(cell.Sweeps);
        writer.Write(cell.SweepsPassed);
        WriteFailure(writer, cell.Error);
        writer.Write(cell.Families.Count);
        foreach (FamilyVector family in cell.Families)
        {
            writer.Write(family.Name);
            writer.Write(family.Values?.Length ?? -1);
            foreach (double value in family.Values ?? [])
            {
                writer.Write(value);
            }

            WriteFailure(writer, family.Failure);
        }

        writer.Write(cell.Scalars.Count);
        foreach (ScalarValue scalar in cell.Scalars)
        {
            writer.Write(scalar.Name);
            writer.Write(scalar.Value);
            WriteFailure(writer, scalar.Failure);
        }

        writer.Write(cell.Dropped.Count);
        foreach (Failure dropped in cell.Dropped)
        {
            WriteFailure(writer, dropped);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The cell, or null when the bytes are not whole.</summary>
    public static ExtractedCell? Read(byte[] bytes)
    {
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Mark.Length || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Mark.Length, length - Mark.Length), Encoding.UTF8);
        return new ExtractedCell(
            reader.ReadString(),
            reader.ReadString(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            ReadFailure(reader),
            ReadAll(reader, () => new FamilyVector(reader.ReadString(), ReadValues(reader), ReadFailure(reader))),
            ReadAll(reader, () => new ScalarValue(reader.ReadString(), reader.ReadDouble(), ReadFailure(reader))),
            ReadAll(reader, () => ReadFailure(reader)!));
    }

    private static T[] ReadAll<T>(BinaryReader reader, Func<T> read)
    {
        var all = new T[reader.ReadInt32()];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = read();
        }

        return all;
    }

    private static double[]? ReadValues(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 0)
        {
            return null;
        }

        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = reader.ReadDouble();
        }

        return values;
    }

    private static void WriteFailure(BinaryWriter writer, Failure? failure)
    {
        writer.Write(failure is not null);
        if (failure is not null)
        {
            writer.Write((int)failure.Reason);
            writer.Write(failure.Sweep ?? -1);
            writer.Write(failure.Text);
        }
    }

    private static Failure? ReadFailure(BinaryReader reader)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        var reason = (FailureReason)reader.ReadInt32();
        int sweep = reader.ReadInt32();
        return new Failure(reason, sweep < 0 ? null : sweep, reader.ReadString());
    }
}
