using System.Text.Json;

namespace EphysTx.Tests.Features;

/// <summary>Every file in golden/cases, whatever stands there: input → output of single functions.</summary>
public class GoldenCaseTests
{
    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> data = [];
        if (SharedData.Folder is null || !Directory.Exists(SharedData.Path("golden", "cases")))
        {
            data.Add("none", "none");
            return data;
        }

        foreach (string file in Directory.EnumerateFiles(SharedData.Path("golden", "cases"), "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (JsonElement one in document.RootElement.GetProperty("cases").EnumerateArray())
            {
                data.Add(Path.GetFileName(file), one.GetProperty("id").GetString()!);
            }
        }

        return data;
    }

    [SharedDataTheory("golden", "cases")]
    [MemberData(nameof(Cases))]
    public void The_function_gives_the_expected_result(string file, string id)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "cases", file)));
        string function = document.RootElement.GetProperty("function").GetString()!;
        JsonElement golden = document.RootElement.GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
        JsonElement expected = golden.GetProperty("expected");
        Assert.True(GoldenFunctions.All.TryGetValue(function, out Func<CaseInputs, object?>? run), $"No function here answers to '{function}' of {file}.");
        CaseInputs inputs = new(golden.GetProperty("inputs"));
        if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("raises", out JsonElement raises))
        {
            Exception? thrown = Record.Exception(() => run(inputs));
            Assert.True(thrown is EphysTxException, $"{function} {id} must fail ({raises.GetString()}), but gave {thrown?.ToString() ?? "a value"}.");
            Assert.IsNotType<NotSupportedException>(thrown);
            return;
        }

        JsonComparison.Equal(expected, run(inputs), golden.GetProperty("rtol").GetDouble(), golden.GetProperty("atol").GetDouble(), $"{function} {id}");
    }
}
