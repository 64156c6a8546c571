using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EphysTx.Storage;

/// <summary>Writes the header of a file of tensors.</summary>
internal static class SafeTensorsHeader
{
    public const int LengthBytes = sizeof(ulong);

    private const int Alignment = 8;

    /// <summary>The header with its length before it, in front of the tensors' bytes.</summary>
    public static byte[] Encode(SafeTensorsFile file)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[LengthBytes]);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (file.Metadata.Count > 0)
            {
                json.WriteStartObject(SafeTensorsFile.MetadataName);
                foreach ((string key, string value) in file.Metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (SafeTensor tensor in file.Tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", SafeTensorTypes.NameOf(tensor.Type));
                WriteNumbers(json, "shape", tensor.Shape.Select(length => (long)length));
                WriteNumbers(json, "data_offsets", [offset, offset + tensor.Bytes.Length]);
                offset += tensor.Bytes.Length;
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        byte[] bytes = buffer.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)(bytes.Length - LengthBytes));
        return bytes;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
