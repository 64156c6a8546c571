using System.Security.Cryptography;
using System.Text;
using EphysTx.Numerics;

namespace EphysTx.Experiments;

/// <summary>A finished unit.</summary>
/// <param name="Outcome">What the arm said.</param>
/// <param name="Seconds">Time it took; it has no part in any result.</param>
internal sealed record FinishedUnit(ArmOutcome Outcome, double Seconds);

/// <summary>One finished unit as bytes, with its key and a hash over all: a damaged file is known as such and its unit computed again.</summary>
internal static class UnitFormat
{
    private static readonly byte[] Mark = "EPHYSTX unit 1\n"u8.ToArray();

    public static byte[] Write(string key, FinishedUnit unit)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Mark);
        writer.Write(key);
        writer.Write(unit.Seconds);
        WriteMatrix(writer, unit.Outcome.Probabilities);
        writer.Write(unit.Outcome.Choices.Count);
        foreach ((string name, string value) in unit.Outcome.Choices.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(unit.Outcome.Arrays.Count);
        foreach ((string name, Matrix values) in unit.Outcome.Arrays.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            WriteMatrix(writer, values);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The unit, or null when the bytes are not whole or are of another key.</summary>
    public static FinishedUnit? Read(byte[] bytes, string key)
    {
        int length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Mark.Length || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Mark.Length, length - Mark.Length), Encoding.UTF8);
        if (reader.ReadString() != key)
        {
            return null;
        }

        double seconds = reader.ReadDouble();
        Matrix probabilities = ReadMatrix(reader);
        var choices = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            choices.Add(reader.ReadString(), reader.ReadString());
        }

        var arrays = new SortedDictionary<string, Matrix>(StringComparer.Ordinal);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            arrays.Add(reader.ReadString(), ReadMatrix(reader));
        }

        return new FinishedUnit(new ArmOutcome(probabilities) { Choices = choices, Arrays = arrays }, seconds);
    }

    private static void WriteMatrix(BinaryWriter writer, Matrix matrix)
    {
        writer.Write(matrix.Rows);
        writer.Write(matrix.Columns);
        foreach (double value in matrix.Values)
        {
            writer.Write(value);
        }
    }

    private static Matrix ReadMatrix(BinaryReader reader)
    {
        var matrix = new Matrix(reader.ReadInt32(), reader.ReadInt32());
        for (int i = 0; i < matrix.Values.Length; i++)
        {
            matrix.Values[i] = reader.ReadDouble();
        }

        return matrix;
    }
}
