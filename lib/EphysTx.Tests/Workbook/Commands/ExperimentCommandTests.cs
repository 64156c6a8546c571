using System.Text.Json.Nodes;
using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Tests.Experiments.Running;
using EphysTx.Tests.Storage;
using EphysTx.Workbook;

namespace EphysTx.Tests.Workbook.Commands;

public sealed class ExperimentCommandTests
{
    [Fact]
    public async Task The_list_names_every_experiment_with_question_models_units_and_time()
    {
        using var folder = new ScratchFolder();

        (int code, string output, string error) = await RunAsync(folder, ExperimentCatalog.All, "experiment", "--list");

        Assert.Equal((0, ""), (code, error));
        Assert.All(ExperimentCatalog.All, experiment => Assert.Contains($"{experiment.Name}\n  {experiment.Question}\n", output, StringComparison.Ordinal));
        Assert.All(ExperimentCatalog.All, experiment => Assert.Matches(
            $@"\n  both protocols: quick {2 * experiment.Units(ExperimentProfile.Quick)} units, about \d+ core-minutes; full {2 * experiment.Units(ExperimentProfile.Full)} units, about \d+ core-minutes\n", output));
        Assert.All(ExperimentCatalog.All.SelectMany(experiment => experiment.Tasks), task => Assert.Matches(
            $@"\b{task.Name}\b.*: {System.Text.RegularExpressions.Regex.Escape(string.Join("; ", task.Arms.Select(arm => arm.Name)))}\n", output));
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task A_run_prints_published_and_ours_and_writes_four_files_beside_each_other()
    {
        using var folder = new ScratchFolder();

        (int code, string output, string error) = await RunAsync(folder, Small(), "experiment", "small", "--out", "results/r.json");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("80 units of work\n", output, StringComparison.Ordinal);
        Assert.Matches(@"80/80 units, [0-9.]+/(s|min), 0:00 left\n", output);
        Assert.Matches(@"\nmodel +metric +published +ours, paper protocol +paper protocol, interval +ours, donor protocol +donor protocol, interval\n", output);
        Assert.Matches(@"\nlda +macro-F1 +– +0\.\d{3} ± 0\.\d{3} +0\.\d{3} \[0\.\d{3}, 0\.\d{3}\] +0\.\d{3} ± 0\.\d{3} +0\.\d{3} \[0\.\d{3}, 0\.\d{3}\]\n", output);
        Assert.Contains("BiLSTM + attention (published)", output, StringComparison.Ordinal);
        Assert.Matches(@"human: macro-F1 minus that of lda\n", output);
        Assert.EndsWith($"{folder.At("results", "r.json")}\n{folder.At("results", "r.md")}\n{folder.At("results", "r.csv")}\n{folder.At("results", "r.timings.csv")}\n", output, StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(File.ReadAllText(folder.At("results", "r.json")))!;
        JsonNode arm = json["tasks"]!["human"]!["protocols"]!["donor"]!["arms"]!["a"]!;
        Assert.Equal(4, arm["macro_f1"]!["runs"]!.AsArray().Count);
        Assert.Equal(20, arm["macro_f1"]!["folds"]!.AsArray().Count);
        Assert.Equal(12, (int)arm["choices"]!["k"]!["0"]!);
        Assert.InRange((double)arm["minus_reference"]!["corrected_t_test"]!["p"]!, 0, 1);
        Assert.Equal(["experiment", "library_version", "profile", "published_source", "question", "seed", "tasks"], json.AsObject().Select(entry => entry.Key));
        Assert.Equal(81, File.ReadAllLines(folder.At("results", "r.timings.csv")).Length);
        Assert.Equal(9, File.ReadAllLines(folder.At("results", "r.csv")).Length);
        Assert.StartsWith("# small\n\nA question?\n\n**human: 120 cells, 4 features, 4 classes, simulated; quick profile**\n\n| model |", File.ReadAllText(folder.At("results", "r.md")), StringComparison.Ordinal);

        (int again, string second, _) = await RunAsync(folder, Small(), "experiment", "small", "--out", "results/r.json", "--jobs", "1");
        Assert.Equal(0, again);
        Assert.StartsWith("80 of 80 units are in the store\n", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_are_put_together_to_the_same_bytes()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(0, (await RunAsync(folder, Small(), "experiment", "small", "--out", "whole.json")).Code);
        (int code, string output, _) = await RunAsync(folder, Small(), "experiment", "small", "--out", "r.json", "--store", "one", "--shard", "1/2");
        Assert.Equal(0, code);
        Assert.Contains("40 of 80 units; when the other parts are done: ephystx experiment small … --merge", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("r.json")));
        Assert.Equal(0, (await RunAsync(folder, Small(), "experiment", "small", "--out", "r.json", "--store", "two", "--shard", "2/2")).Code);

        (int early, _, string error) = await RunAsync(folder, Small(), "experiment", "small", "--out", "r.json", "--store", "one", "--merge");
        Assert.Equal(1, early);
        Assert.StartsWith("ephystx: 40 of 80 units are not in ", error, StringComparison.Ordinal);
        foreach (string unit in Directory.GetFiles(folder.At("two")))
        {
            File.Copy(unit, folder.At("one", Path.GetFileName(unit)));
        }

        Assert.Equal(0, (await RunAsync(folder, Small(), "experiment", "small", "--out", "r.json", "--store", "one", "--merge")).Code);
        Assert.Equal(await File.ReadAllBytesAsync(folder.At("whole.json")), await File.ReadAllBytesAsync(folder.At("r.json")));
    }

    [Theory]
    [InlineData(2, "a name, or --list", "experiment")]
    [InlineData(2, "--out FILE.json", "experiment", "small")]
    [InlineData(2, "strict", "experiment", "small", "--out", "r.json", "--protocol", "strict")]
    [InlineData(2, "half", "experiment", "small", "--out", "r.json", "--profile", "half")]
    [InlineData(2, "--jobs must be", "experiment", "small", "--out", "r.json", "--jobs", "0")]
    [InlineData(1, "There is no experiment 'smal'; did you mean 'small'?", "experiment", "smal", "--out", "r.json")]
    [InlineData(1, "There is no experiment 'nothing-like-it'; there are small", "experiment", "nothing-like-it", "--out", "r.json")]
    [InlineData(1, "small has no model 'b'; it has lda; a.", "experiment", "small", "--out", "r.json", "--arms", "lda,b")]
    [InlineData(1, "small has no task 'b'; it has human", "experiment", "small", "--out", "r.json", "--tasks", "b")]
    [InlineData(1, "A shard is written k/n", "experiment", "small", "--out", "r.json", "--shard", "3/2")]
    [InlineData(1, "is a folder", "experiment", "small", "--out", ".")]
    public async Task A_command_that_makes_no_sense_is_refused(int expected, string words, params string[] arguments)
    {
        using var folder = new ScratchFolder();

        (int code, _, string error) = await RunAsync(folder, Small(), arguments);

        Assert.Equal(expected, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public void A_model_whose_name_holds_a_comma_is_known_by_its_longest_form()
    {
        Experiment experiment = ExperimentCatalog.Find("cross-species");

        Assert.Equal(
            ["forest", "lda, no mouse", "cross-species lda, trust chosen, mouse labels shuffled", "cross-species lda"],
            experiment.ArmsIn("forest,lda,no mouse, cross-species lda, trust chosen, mouse labels shuffled,cross-species lda,"));
        Assert.Equal(["lda", "forest"], experiment.ArmsIn("lda, forest"));
        Assert.Equal(["human", "culture-to-acute"], experiment.WithTasks(["culture-to-acute", "human"]).Tasks.Select(task => task.Name));
    }

    [Fact]
    public async Task Stopping_leaves_finished_units_and_nothing_half_written()
    {
        using var folder = new ScratchFolder();
        using var cancellation = new CancellationTokenSource();
        int left = 9;
        var arm = new CountingArm("a")
        {
            Before = (_, token) =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    cancellation.Cancel();
                }
            },
        };

        (int code, _, string error) = await RunAsync(folder, [TestExperiments.Of(arm) with { Name = "small" }], cancellation.Token, "experiment", "small", "--out", "r.json", "--jobs", "1");

        Assert.Equal(130, code);
        Assert.StartsWith("ephystx: stopped; what was finished before stays", error, StringComparison.Ordinal);
        Assert.Equal(8, folder.Files().Length);
        Assert.All(folder.Files(), file => Assert.EndsWith(".unit", file, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Experiment> Small()
    {
        ExperimentTask task = TestExperiments.Task("human", new TabularArm("lda", BaselineArms.DiscriminantTrainer), new CountingArm("a"));
        return [new Experiment("small", "A question?", [task with { Plan = new FourRunsPlan() }])];
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(ScratchFolder folder, IReadOnlyList<Experiment> experiments, params string[] arguments) =>
        RunAsync(folder, experiments, CancellationToken.None, arguments);

    private static async Task<(int Code, string Output, string Error)> RunAsync(
        ScratchFolder folder, IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new WorkbookHost
        {
            Out = output,
            Error = error,
            StartFolder = folder.Path,
            Experiments = experiments,
            OpenCohorts = (_, _, _, _) => Task.FromResult(TestExperiments.Cohorts()),
        };
        int code = await WorkbookApp.RunAsync(arguments, host, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Four runs in the quick profile.</summary>
    private sealed record FourRunsPlan : SplitPlan
    {
        public override int Count(ExperimentProfile profile) => 20;

        public override IReadOnlyList<EphysTx.Statistics.Split> Divide(Cohort cohort, EphysTx.Statistics.SplitProtocol protocol, ExperimentProfile profile, long? firstSeed) =>
            new CrossValidationPlan(9).Divide(cohort, protocol, profile with { HumanRuns = 4 }, firstSeed);
    }
}
