using System.Text.Json.Nodes;
using EphysTx.Workbook.Drift;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class CheckCommandTests
{
    [Fact]
    public async Task The_same_numbers_pass_and_moved_ones_fail_with_a_table()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("publish")).Code);
        string[] run = ["run", "--cohort", "allen-scalars"];
        Assert.Equal(0, (await sandbox.Workbook.RunAsync(run)).Code);
        (int code, string output, string error) = await sandbox.Workbook.RunAsync("check");
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal("5 results are those of figures/allen-scalars/results.quick.json; 0 estimates lie outside the full run's interval", output.TrimEnd());

        sandbox.Write(value: "0.5001");
        Assert.Equal(0, (await sandbox.Workbook.RunAsync(run)).Code);
        (code, output, error) = await sandbox.Workbook.RunAsync("check");
        Assert.Equal(1, code);
        Assert.Matches(@"01-a a\.score +0\.5 +0\.5001 +± 1E-09", output);
        Assert.Contains("1 results differ from figures/allen-scalars/results.quick.json. If that is meant, run `ephystx publish` and say why in CHANGELOG.md", error);

        // The same numbers by another way of running: the full profile has its own file.
        sandbox.Write();
        Assert.Equal(0, (await sandbox.Workbook.RunAsync([.. run, "--profile", "full", "--out", Path.Combine(sandbox.Root, "full")])).Code);
        (code, output, _) = await sandbox.Workbook.RunAsync("check", "--out", "full");
        Assert.Equal(0, code);
        Assert.Contains("results are those of figures/allen-scalars/results.json", output);
    }

    [Fact]
    public async Task Without_a_run_or_without_committed_results_it_says_what_to_do()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        Assert.Contains("run the notebooks first", (await sandbox.Workbook.RunAsync("check")).Error);
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("run", "--cohort", "allen-scalars")).Code);
        Assert.Contains("ephystx publish makes it", (await sandbox.Workbook.RunAsync("check")).Error);
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("run", "--cohort", "simulated")).Code);
        (int code, _, string error) = await sandbox.Workbook.RunAsync("check");
        Assert.Equal(1, code);
        Assert.Contains("so run with --cohort allen-scalars", error);
    }

    [Fact]
    public void Missing_new_and_moved_entries_are_told_apart()
    {
        DriftReport report = DriftReport.Of(
            Results("""{"values":{"same":1,"moved":2.001,"new":3,"word":"b","null":null},"figures":["x"]}"""),
            Results("""{"values":{"same":1,"moved":2,"gone":4,"word":"a","null":null},"figures":["y"]}"""),
            null,
            new DriftTolerance());
        Assert.Equal(5, report.Compared);
        Assert.Equal(
            [
                new DriftRow("01-a gone", "4", "missing", "any value"), new DriftRow("01-a moved", "2", "2.001", "± 2E-09"),
                new DriftRow("01-a new", "missing", "3", "nothing new"), new DriftRow("01-a word", "a", "b", "the same"),
            ],
            report.Drifted);
    }

    [Fact]
    public void An_estimate_outside_the_full_interval_is_listed_and_one_the_full_run_lacks_fails()
    {
        JsonObject quick = Results("""{"values":{"in":0.5,"out":0.9,"free":7,"lost":1}}""");
        DriftReport report = DriftReport.Of(
            quick, quick, Results("""{"values":{"in":0.52,"in.low":0.4,"in.high":0.6,"out":0.5,"out.low":0.4,"out.high":0.6,"free":1}}"""), new DriftTolerance());
        Assert.Equal([new DriftRow("01-a out", "0.5", "0.9", "0.4000 to 0.6000")], report.Outside);
        Assert.Equal([new DriftRow("01-a lost", "not in the full run", "1", "a full run that has it")], report.Drifted);
    }

    private static JsonObject Results(string results) =>
        JsonNode.Parse($$$"""{"cohort":"allen-scalars","profile":"quick","notebooks":{"01-a":{"status":"ok","results":{{{results}}} } } }""")!.AsObject();
}
