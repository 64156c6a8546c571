using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EphysTx.Storage;

/// <summary>
/// Arrays of numbers in NumPy's file format, version 1.0: a magic word, a header as text, then the numbers row by row, little-endian. Source: NumPy
/// enhancement proposal 1.
/// </summary>
public static partial class NpyFile
{
    private const int Alignment = 64;
    private const int Fixed = 10;

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Writes an array whose rows (entries of the first dimension) are made one after the other, so that it never stands in memory as a whole.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="shape">Lengths of the dimensions, slowest first; at least one.</param>
    /// <param name="isSingle">Whether numbers are stored in 4 bytes instead of 8.</param>
    /// <param name="fill">Fills a row that was cleared to zeros; all further dimensions in one span.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public static void Write(Stream stream, IReadOnlyList<int> shape, bool isSingle, Action<int, Span<double>> fill, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentOutOfRangeException.ThrowIfZero(shape.Count, nameof(shape));
        stream.Write(Header(shape, isSingle));
        var row = new double[shape.Skip(1).Aggregate(1, (product, length) => checked(product * length))];
        var bytes = new byte[row.Length * (isSingle ? sizeof(float) : sizeof(double))];
        for (int i = 0; i < shape[0]; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(row);
            fill(i, row);
            for (int k = 0; k < row.Length; k++)
            {
                if (isSingle)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(k * sizeof(float)), (float)row[k]);
                }
                else
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(k * sizeof(double)), row[k]);
                }
            }

            stream.Write(bytes);
        }
    }

    /// <summary>Reads an array of little-endian floating-point numbers in row-major order.</summary>
    /// <exception cref="EphysTxException">The file cannot be read, is no such array, or is cut off.</exception>
    public static (int[] Shape, double[] Values) Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The file {path} cannot be read ({error.Message.TrimEnd('.')}); check that it exists and that you may read it.", error);
        }

        if (bytes.Length < Fixed || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic) || bytes[6] != 1)
        {
            throw new EphysTxException($"{path} is no NumPy array of version 1.0; write it with numpy.save.");
        }

        int start = Fixed + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Match header = HeaderText().Match(start <= bytes.Length ? Encoding.ASCII.GetString(bytes, Fixed, start - Fixed) : "");
        if (!header.Success)
        {
            throw new EphysTxException($"{path}: only arrays of '<f4' or '<f8' in row-major order can be read; convert it with numpy.ascontiguousarray(x, 'f8').");
        }

        int[] shape = [.. header.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(length => int.TryParse(length, out int n) ? n : int.MaxValue)];
        int size = header.Groups["size"].Value == "4" ? sizeof(float) : sizeof(double);
        if (shape.Aggregate((Int128)size, (product, length) => product * length) != bytes.Length - start)
        {
            throw new EphysTxException($"{path} has {bytes.Length - start} bytes of numbers, which do not fit its shape ({string.Join(", ", shape)}); it was probably cut off.");
        }

        var values = new double[(bytes.Length - start) / size];
        for (int k = 0; k < values.Length; k++)
        {
            ReadOnlySpan<byte> at = bytes.AsSpan(start + (k * size));
            values[k] = size == sizeof(float) ? BinaryPrimitives.ReadSingleLittleEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at);
        }

        return (shape, values);
    }

    private static byte[] Header(IReadOnlyList<int> shape, bool isSingle)
    {
        string lengths = string.Join(", ", shape.Select(length => length.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? "," : "");
        string text = $"{{'descr': '<f{(isSingle ? 4 : 8)}', 'fortran_order': False, 'shape': ({lengths}), }}";
        int length = (Fixed + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        text = text.PadRight(length - Fixed - 1) + "\n";
        byte[] version = [1, 0, (byte)(text.Length & 0xFF), (byte)(text.Length >> 8)];
        return [.. Magic, .. version, .. Encoding.ASCII.GetBytes(text)];
    }

    [GeneratedRegex(@"^\{'descr': '<f(?<size>[48])', 'fortran_order': False, 'shape': \((?<shape>[0-9, ]*)\), \}\s*$")]
    private static partial Regex HeaderText();
}
