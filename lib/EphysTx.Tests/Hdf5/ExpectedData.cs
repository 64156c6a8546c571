using System.Globalization;
using System.Text.Json;
using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

/// <summary>Compares what was read with an entry of fixtures.json.</summary>
internal static class ExpectedData
{
    public static void Check(Hdf5File file, string path, JsonElement expected, Hdf5Data data)
    {
        if (expected.TryGetProperty("text", out JsonElement texts))
        {
            Assert.Equal(texts.EnumerateArray().Select(t => t.GetString()), data.ReadStrings());
        }
        else if (expected.TryGetProperty("reference", out JsonElement references))
        {
            string?[] targets = [.. references.EnumerateArray().Select(t => t.GetString())];
            Hdf5Reference[] found = data.ReadReferences();
            Assert.Equal(targets.Length, found.Length);
            for (int i = 0; i < targets.Length; i++)
            {
                Assert.Equal(targets[i] is null ? default : file.Root.Open(targets[i]!).Reference, found[i]);
            }
        }
        else if (expected.TryGetProperty("sequence", out JsonElement sequences))
        {
            Hdf5Data[] found = data.ReadSequences();
            Assert.Equal(sequences.GetArrayLength(), found.Length);
            for (int i = 0; i < found.Length; i++)
            {
                Check(file, $"{path}[{i}]", sequences[i], found[i]);
            }
        }
        else if (expected.TryGetProperty("compound", out JsonElement members))
        {
            Assert.Equal(members.EnumerateObject().Select(m => m.Name), data.DataType.Members.Select(m => m.Name));
            foreach (JsonProperty member in members.EnumerateObject())
            {
                Check(file, $"{path}.{member.Name}", member.Value, data.Member(member.Name));
            }
        }
        else if (expected.TryGetProperty("bytes", out JsonElement bytes))
        {
            Assert.Equal(bytes.GetString(), Convert.ToHexStringLower(data.Bytes));
        }
        else if (expected.TryGetProperty("number", out JsonElement numbers))
        {
            Numbers(path, numbers, data);
        }
        else
        {
            double[] values = data.Read<double>();
            Assert.Equal(expected.GetProperty("count").GetInt32(), values.Length);
            Assert.Equal(expected.GetProperty("sum").GetDouble(), values.Sum());
            Assert.Equal(expected.GetProperty("weighted").GetDouble(), values.Select((v, i) => v * ((i % 97) + 1)).Sum());
            Assert.Equal(expected.GetProperty("ends")[1].GetDouble(), values[^1]);
        }
    }

    public static void Numbers(string path, JsonElement expected, Hdf5Data data)
    {
        string[] wanted = [.. expected.EnumerateArray().Select(Text)];
        string[] found = data.DataType switch
        {
            { IsBoolean: true } => [.. data.ReadBooleans().Select(b => b ? "True" : "False")],
            { Number: >= Hdf5NumberFormat.Float16 } => [.. data.Read<double>().Select(Text)],
            { Number: Hdf5NumberFormat.UInt64 } => [.. data.Read<ulong>().Select(n => n.ToString(CultureInfo.InvariantCulture))],
            _ => [.. data.Read<long>().Select(n => n.ToString(CultureInfo.InvariantCulture))],
        };
        Assert.True(wanted.SequenceEqual(found), $"{path}: expected {string.Join(" ", wanted)}, found {string.Join(" ", found)}");
    }

    private static Hdf5Object Open(this Hdf5Group root, string path) => path == "/" ? root : root[path];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => value.GetString()!,
        _ when value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0 => Text(value.GetDouble()),
        _ => value.GetRawText(),
    };

    private static string Text(double value) =>
        double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);
}
