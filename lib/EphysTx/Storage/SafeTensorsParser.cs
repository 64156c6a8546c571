using System.Buffers.Binary;
using System.Text.Json;

namespace EphysTx.Storage;

/// <summary>Reads the bytes of a file of tensors and believes nothing that they say about themselves.</summary>
internal sealed class SafeTensorsParser(string name, byte[] bytes, SafeTensorsLimits limits)
{
    private readonly List<(string Name, SafeTensorType Type, int[] Shape, long Begin, long End)> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public (List<SafeTensor> Tensors, Dictionary<string, string> Metadata) Parse()
    {
        if (bytes.Length > limits.FileBytes)
        {
            throw Problem(SafeTensorsProblem.TooLarge, $"it has {bytes.Length} bytes; at most {limits.FileBytes} are accepted");
        }

        if (bytes.Length < SafeTensorsHeader.LengthBytes)
        {
            throw Problem(SafeTensorsProblem.Truncated, $"it has {bytes.Length} bytes, fewer than the length of a header takes");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > (ulong)limits.HeaderBytes)
        {
            throw Problem(SafeTensorsProblem.TooLarge, $"its header claims {length} bytes; at most {limits.HeaderBytes} are accepted");
        }

        int start = SafeTensorsHeader.LengthBytes + (int)length;
        if (start > bytes.Length)
        {
            throw Problem(SafeTensorsProblem.Truncated, $"its header claims {length} bytes, but only {bytes.Length - SafeTensorsHeader.LengthBytes} follow");
        }

        try
        {
            ReadHeader(bytes.AsSpan(SafeTensorsHeader.LengthBytes, (int)length));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // Invalid UTF-8 in a text comes as InvalidOperationException.
            throw new SafeTensorsException(SafeTensorsProblem.BadHeader, Sentence("its header is no valid JSON of the expected form"), error);
        }

        return (Place(start), _metadata);
    }

    private void ReadHeader(ReadOnlySpan<byte> header)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw Problem(SafeTensorsProblem.BadHeader, "its header does not begin with a JSON object");
        }

        var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 4 });
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            if (!_names.Add(key))
            {
                throw Problem(SafeTensorsProblem.DuplicateName, $"the name '{key}' occurs twice in its header");
            }

            Expect(json.Read() && json.TokenType == JsonTokenType.StartObject, $"'{key}' is no object");
            if (key == SafeTensorsFile.MetadataName)
            {
                ReadMetadata(ref json);
                continue;
            }

            if (_entries.Count == limits.Tensors)
            {
                throw Problem(SafeTensorsProblem.TooLarge, $"it has more than {limits.Tensors} tensors");
            }

            ReadEntry(ref json, key);
        }

        // Read throws on anything but blanks behind the object.
        Expect(json.TokenType == JsonTokenType.EndObject && !json.Read(), "its header goes on behind its end");
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string key = json.GetString()!;
            Expect(json.Read() && json.TokenType == JsonTokenType.String, $"the metadata '{key}' is no text");
            if (!_metadata.TryAdd(key, json.GetString()!))
            {
                throw Problem(SafeTensorsProblem.DuplicateName, $"the metadata '{key}' occurs twice");
            }
        }
    }

    private void ReadEntry(ref Utf8JsonReader json, string key)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string property = json.GetString()!;
            json.Read();
            switch (property)
            {
                case "dtype" when type is null:
                    Expect(json.TokenType == JsonTokenType.String, $"the type of '{key}' is no text");
                    type = json.GetString()!;
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref json, key, limits.Dimensions);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref json, key, 2);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Problem(SafeTensorsProblem.DuplicateName, $"'{property}' of '{key}' occurs twice");
                default:
                    throw Problem(SafeTensorsProblem.BadHeader, $"'{key}' has the unknown property '{property}'");
            }
        }

        Expect(key.Length > 0 && type is not null && shape is not null && offsets is { Count: 2 }, $"'{key}' lacks a name, dtype, shape or data_offsets");
        SafeTensorType known = SafeTensorTypes.Parse(type!)
            ?? throw Problem(SafeTensorsProblem.UnknownType, $"the type '{type}' of '{key}' is not supported (BOOL, U8, I32, I64, F32 and F64 are)");
        Int128 size = SafeTensorTypes.SizeOf(known);
        bool hasZero = shape!.Contains(0);
        foreach (long dimension in shape!)
        {
            // A zero makes the product zero; the other lengths must be sane all the same.
            size = dimension is < 0 or > int.MaxValue || size > long.MaxValue
                ? throw Problem(SafeTensorsProblem.BadShape, $"the shape of '{key}' has an impossible length")
                : size * (hasZero ? 1 : dimension);
        }

        size = hasZero ? 0 : size;
        if (size != (Int128)offsets![1] - offsets[0])
        {
            throw Problem(SafeTensorsProblem.BadShape, $"the shape ({string.Join(", ", shape)}) of '{key}' needs {size} bytes, but its offsets are {offsets[0]} and {offsets[1]}");
        }

        _entries.Add((key, known, [.. shape.Select(dimension => (int)dimension)], offsets[0], offsets[1]));
    }

    private List<long> ReadNumbers(ref Utf8JsonReader json, string key, int most)
    {
        Expect(json.TokenType == JsonTokenType.StartArray, $"the shape or offsets of '{key}' are no list");
        var numbers = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Expect(numbers.Count < most, $"the shape or offsets of '{key}' have more than {most} numbers");
            numbers.Add(json.TokenType == JsonTokenType.Number && json.TryGetInt64(out long number)
                ? number
                : throw Problem(SafeTensorsProblem.BadShape, $"the shape or offsets of '{key}' hold something that is no whole number of 64 bits"));
        }

        return numbers;
    }

    // The tensors must cover the bytes behind the header exactly, as the format demands: no gap can hide anything, nothing overlaps.
    private List<SafeTensor> Place(int start)
    {
        long expected = 0;
        var tensors = new List<SafeTensor>(_entries.Count);
        foreach ((string key, SafeTensorType type, int[] shape, long begin, long end) in _entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (begin != expected || end > bytes.Length - start)
            {
                throw Problem(
                    end > bytes.Length - start && begin == expected ? SafeTensorsProblem.Truncated : SafeTensorsProblem.BadOffsets,
                    $"the bytes {begin} to {end} of '{key}' overlap others, leave a gap, or lie outside the file");
            }

            ReadOnlyMemory<byte> data = bytes.AsMemory(start + (int)begin, (int)(end - begin));
            if (type == SafeTensorType.Bool && data.Span.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                throw Problem(SafeTensorsProblem.BadValue, $"'{key}' holds truth values other than 0 and 1");
            }

            tensors.Add(new SafeTensor(key, type, shape, data));
            expected = end;
        }

        return expected == bytes.Length - start
            ? tensors
            : throw Problem(SafeTensorsProblem.BadOffsets, $"{bytes.Length - start - expected} bytes at its end belong to no tensor");
    }

    private void Expect(bool condition, string what)
    {
        if (!condition)
        {
            throw Problem(SafeTensorsProblem.BadHeader, what);
        }
    }

    private SafeTensorsException Problem(SafeTensorsProblem problem, string what) => new(problem, Sentence(what));

    private string Sentence(string what) => $"{name} is no usable safetensors file: {what}; get it again or write it anew.";
}
