using System.Runtime.InteropServices;
using System.Text;
using EphysTx.Workbook;

namespace EphysTx.Tests.Robustness;

/// <summary>
/// Machines set to Turkish and German. The command line is built without culture data, so that no setting reaches it; notebook hosts have them. So these processes are started with the culture data
/// switched on, and the same bytes must come out.
/// </summary>
[Collection("Robustness")]
public sealed class CultureTests(RobustnessFixture fixture)
{
    [IcuTheory]
    [InlineData("tr_TR.UTF-8", "tr-TR 1,5 ı")]
    [InlineData("de_DE.UTF-8", "de-DE 1,5 i")]
    public async Task A_run_gives_the_same_bytes(string language, string expected)
    {
        string folder = fixture.NewFolder("Lauf");

        Dictionary<string, byte[]> contents = await RunAsync(language, folder, RobustnessFixture.RunArguments(folder));

        Dictionary<string, byte[]> plain = await fixture.WholeRun;
        Assert.Equal(expected, Encoding.UTF8.GetString(contents["culture.txt"]));
        Assert.Equal(" 1.5 i", Encoding.UTF8.GetString(plain["culture.txt"]));
        contents["culture.txt"] = plain["culture.txt"];
        RobustnessFixture.AssertSame(plain, contents);
    }

    [IcuTheory]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    public async Task Extract_experiment_predict_and_export_give_the_same_bytes(string language)
    {
        string extract = fixture.NewFolder("Merkmale"), experiment = fixture.NewFolder("Versuch");
        RobustnessFixture.AssertSame(await fixture.WholeExtraction, await RunAsync(language, extract, fixture.ExtractArguments(extract)));
        RobustnessFixture.AssertSame(await fixture.WholeExperiment, await RunAsync(language, experiment, RobustnessFixture.ExperimentArguments(experiment)));
        foreach (Func<string, string[]> arguments in new Func<string, string[]>[] { fixture.PredictArguments, RobustnessFixture.ExportArguments })
        {
            string plain = fixture.NewFolder("schlicht"), other = fixture.NewFolder("anders");
            Assert.Equal(0, (await fixture.RunAsync(arguments(plain))).Code);
            RobustnessFixture.AssertSame(RobustnessFixture.Contents(plain), await RunAsync(language, other, arguments(other)));
        }
    }

    [Fact]
    public async Task The_built_command_line_knows_no_culture_whatever_the_machine_says()
    {
        string folder = fixture.NewFolder("Lauf");
        using ChildProcess process = ChildProcess.Start(
            fixture.Checkout, [("EPHYSTX_DATA", fixture.Data), ("LC_ALL", "tr_TR.UTF-8"), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0")], null, ["run", "--only", "01", "--cohort", "simulated", "--out", folder]);

        Assert.Equal(0, (await process.EndAsync()).Code);

        Assert.Equal(" 1.5 i", await File.ReadAllTextAsync(Path.Combine(folder, "culture.txt")));
    }

    [Theory]
    [InlineData("cell_id;tau;sag\nc;1,5;0,25\n", "the fields stand between semicolons; save the table with commas between the fields and points in the numbers")]
    [InlineData("cell_id\ttau\tsag\nc\t1,5\t0,25\n", "the fields stand between tabulators; save the table with commas")]
    [InlineData("cell_id,tau,sag\nc,1,5,0,25\n", "line 2: 5 fields where the header has 3")]
    [InlineData("cell_id,tau,sag\nc,\"1,5\",\"0,25\"\n", "line 2: '1,5' in column 'tau' is not a finite number; write numbers with a decimal point")]
    [InlineData("cell_id,tau,sag\nc,\"1.234,5\",0.25\n", "line 2: '1.234,5' in column 'tau' is not a finite number")]
    public async Task A_table_with_decimal_commas_is_refused(string table, string words)
    {
        string folder = fixture.NewFolder("Komma"), path = folder + ".csv";
        await File.WriteAllTextAsync(path, table);

        Ended ended = await InProcess.RunAsync(fixture.Root, "predict", path, "--model", fixture.Model, "--out", folder);

        Assert.Equal(1, ended.Code);
        Assert.Contains(path, ended.Sentence(), StringComparison.Ordinal);
        Assert.Contains(words, ended.Sentence(), StringComparison.Ordinal);
        Assert.StartsWith("0 labelled, 0 abstained, 1 files failed", ended.Output, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, byte[]>> RunAsync(string language, string folder, string[] arguments)
    {
        string built = Path.ChangeExtension(typeof(WorkbookApp).Assembly.Location, ".runtimeconfig.json");
        string config = Path.Combine(fixture.Root, "with-cultures.runtimeconfig.json");
        string text = await File.ReadAllTextAsync(built);
        string changed = text.Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        await File.WriteAllTextAsync(config, changed);
        using ChildProcess process = ChildProcess.Start(fixture.Checkout, [("EPHYSTX_DATA", fixture.Data), ("LANG", language), ("LC_ALL", language), (SmallCheckout.LanguageVariable, language[..5].Replace('_', '-'))], config, arguments);
        Ended ended = await process.EndAsync();
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        return RobustnessFixture.Contents(folder);
    }
}

/// <summary>A theory that needs the culture data of the system; it skips with the reason where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IcuTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<bool> IsHere = new(() =>
        !OperatingSystem.IsLinux() || Enumerable.Range(50, 50).Any(version => NativeLibrary.TryLoad($"libicuuc.so.{version}", out _)));

    public IcuTheoryAttribute() => Skip = IsHere.Value ? null : "No culture data (libicu) are here, so no process can be set to another culture.";
}
