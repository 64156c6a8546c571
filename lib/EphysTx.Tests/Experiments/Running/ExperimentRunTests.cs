using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Features.Extraction;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Experiments.Running;

public sealed class ExperimentRunTests
{
    private static readonly CohortSet Cohorts = TestExperiments.Cohorts();

    [Fact]
    public async Task Every_arm_gets_the_same_folds_and_each_cell_is_tested_once_a_run()
    {
        using var folder = new ScratchFolder();

        ExperimentResult result = await ResultAsync(folder, TestExperiments.Of(new CountingArm("a"), new CountingArm("b")));

        TaskResult donor = result.Find("human", SplitProtocol.Donor);
        Assert.Equal(["a", "b"], donor.Arms.Select(arm => arm.Arm));
        foreach ((Split a, Split b) in donor["a"].Evaluation.Report.Splits.Zip(donor["b"].Evaluation.Report.Splits))
        {
            Assert.Same(a, b);
        }

        Assert.Equal(10, donor["a"].Outcomes.Count);
        Assert.All(donor["a"].Evaluation.Report.Splits.GroupBy(split => split.Run), run => Assert.Equal(Enumerable.Range(0, 120), run.SelectMany(split => split.Test).Order()));
        Assert.All(donor["a"].Evaluation.Report.Splits, split => Assert.Equal(0, SplitAudit.Of(split, Cohorts.Human.Labels, Cohorts.Human.Donors).SharedDonors));
        Assert.Null(donor["a"].Difference);
        Assert.Equal(0, donor["b"].Difference!.OverSplits!.MeanDifference);
        Assert.Equal([9L, 1009, 2009, 3009, 4009, 10, 1010, 2010, 3010, 4010], donor["a"].Evaluation.Report.Splits.Select(split => split.Seed));
    }

    [Fact]
    public async Task The_files_have_the_same_bytes_for_any_number_of_workers_parts_and_interruptions()
    {
        using var folder = new ScratchFolder();
        Experiment experiment = TestExperiments.Of(new CountingArm("a"), new TabularArm("lda", BaselineArms.DiscriminantTrainer), new TabularArm("boosting", BaselineArms.BoostingTrainer));
        byte[][] one = await FilesAsync(folder, "one", experiment, options => options with { Jobs = 1 });

        Assert.Equal(one, await FilesAsync(folder, "three", experiment, options => options with { Jobs = 3 }));

        // Parts on one store, the last without one.
        ExperimentOutcome part = await RunAsync(folder, "parts", experiment, options => options with { Shard = new Shard(2, 3) });
        Assert.Equal((null, 60, 40), (part.Result, part.Units, part.Missing));
        Assert.Equal(20, (await RunAsync(folder, "parts", experiment, options => options with { Shard = new Shard(1, 3) })).Missing);
        Assert.Equal(one, await FilesAsync(folder, "parts", experiment, options => options with { Shard = new Shard(3, 3) }));
        Assert.Equal(one, await FilesAsync(folder, "parts", experiment, options => options with { MergeOnly = true }));

        // Stopped in the middle.
        using var cancellation = new CancellationTokenSource();
        var stop = new Stop(cancellation, after: 7);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExperimentRun.RunAsync(experiment, Cohorts, Options(folder, "cut"), stop, cancellation.Token));
        Assert.InRange(Units(folder, "cut"), 7, 59);
        Assert.Equal(one, await FilesAsync(folder, "cut", experiment));
    }

    [Fact]
    public async Task Only_what_is_missing_is_computed_and_a_damaged_unit_is_told()
    {
        using var folder = new ScratchFolder();
        var first = new CountingArm("a");
        byte[][] whole = await FilesAsync(folder, "store", TestExperiments.Of(first));
        Assert.Equal(20, first.Runs);
        string[] units = Directory.GetFiles(folder.At("store"), "*.unit").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(20, units.Length);
        File.Delete(units[3]);
        byte[] bytes = File.ReadAllBytes(units[5]);
        bytes[^50] ^= 1;
        File.WriteAllBytes(units[5], bytes);
        File.WriteAllBytes(units[6], File.ReadAllBytes(units[6])[..100]);
        File.WriteAllBytes(units[7], []);

        // Whole, but of another unit.
        File.Copy(units[0], units[8], overwrite: true);

        var again = new CountingArm("a");
        var told = new Messages();
        await ExperimentRun.RunAsync(TestExperiments.Of(again), Cohorts, Options(folder, "store"), told);

        Assert.Equal(5, again.Runs);
        Assert.Equal(4, told.All.Count(message => message.Contains("is damaged; it is computed again (human, a, ", StringComparison.Ordinal)));
        Assert.Equal(whole, await FilesAsync(folder, "store", TestExperiments.Of(new CountingArm("a"))));
    }

    [Fact]
    public async Task A_claim_that_a_killed_process_left_beside_its_unit_goes_and_one_that_is_held_stays()
    {
        using var folder = new ScratchFolder();
        await FilesAsync(folder, "store", TestExperiments.Of(new CountingArm("a")));
        string[] claims = [.. Directory.GetFiles(folder.At("store"), "*.unit").Order(StringComparer.Ordinal).Take(2).Select(unit => Path.ChangeExtension(unit, ".claim"))];
        await File.WriteAllTextAsync(claims[0], "");
        await using (new FileStream(claims[1], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            var again = new CountingArm("a");
            await ExperimentRun.RunAsync(TestExperiments.Of(again), Cohorts, Options(folder, "store"));

            Assert.Equal(0, again.Runs);
            Assert.Equal([claims[1]], Directory.GetFiles(folder.At("store"), "*.claim"));
        }
    }

    [Fact]
    public async Task A_unit_is_taken_over_only_for_the_same_cells_options_seed_and_protocol()
    {
        using var folder = new ScratchFolder();
        async Task<int> Computed(Func<ExperimentOptions, ExperimentOptions>? change = null, string options = "", CohortSet? cohorts = null)
        {
            var arm = new CountingArm("a", options);
            ExperimentOptions own = Options(folder, "store") with { Protocols = [SplitProtocol.Paper] };
            await ExperimentRun.RunAsync(TestExperiments.Of(arm), cohorts ?? Cohorts, change?.Invoke(own) ?? own);
            return arm.Runs;
        }

        Assert.Equal(10, await Computed());
        Assert.Equal(0, await Computed());
        Assert.Equal(10, await Computed(options: "other"));
        Assert.Equal(10, await Computed(cohorts: TestExperiments.Cohorts(5)));
        Assert.Equal(10, await Computed(own => own with { Protocols = [SplitProtocol.Donor] }));

        // Runs are seeds: 10 … 11 share one with 9 … 10, but as another run.
        Assert.Equal(10, await Computed(own => own with { Seed = 10 }));

        // More repetitions take over the fewer.
        Assert.Equal(5, await Computed(own => own with { Profile = own.Profile with { Name = "full", HumanRuns = 3 } }));

        // The mouse cells are the source of this task.
        Assert.Equal(10, await Computed(cohorts: Cohorts with { Mouse = TestExperiments.Cohorts(9).Mouse }));
    }

    [Fact]
    public async Task Processes_on_one_store_share_the_work()
    {
        using var folder = new ScratchFolder();
        CountingArm[] arms = [.. Enumerable.Range(0, 3).Select(_ => new CountingArm("a") { Before = (_, _) => Thread.Sleep(10) })];

        ExperimentOutcome[] outcomes = await Task.WhenAll(arms.Select(arm => Task.Run(() =>
            ExperimentRun.RunAsync(TestExperiments.Of(arm), Cohorts, Options(folder, "store") with { Jobs = 1 }))));

        Assert.Equal(20, arms.Sum(arm => arm.Runs));
        Assert.All(outcomes, outcome => Assert.Equal(
            outcomes[0].Result!.Find("human", SplitProtocol.Donor)["a"].Evaluation.MacroF1, outcome.Result!.Find("human", SplitProtocol.Donor)["a"].Evaluation.MacroF1));
        Assert.All(folder.Files(), file => Assert.EndsWith(".unit", file, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_unit_ends_the_run_after_the_others_and_is_named()
    {
        using var folder = new ScratchFolder();
        var failing = new CountingArm("a")
        {
            Before = (fold, _) =>
            {
                if (fold.Split is { Run: 1, Fold: 2 } && fold.Protocol == SplitProtocol.Donor)
                {
                    throw new EphysTxException("Class Lamp5 has no training cell.");
                }
            },
        };

        EphysTxException error = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync(folder, "store", TestExperiments.Of(failing)));

        Assert.Equal("1 of 20 units failed, the others are kept; the first: human, a, donor protocol, run 2, fold 3: Class Lamp5 has no training cell.", error.Message);
        Assert.Equal(19, Units(folder, "store"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.2)]
    [InlineData(-0.1)]
    public async Task Probabilities_that_are_none_are_refused(double value)
    {
        using var folder = new ScratchFolder();

        EphysTxException error = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync(folder, "store", TestExperiments.Of(new ConstantArm(value))));

        Assert.Contains("which are none", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Units(folder, "store"));
    }

    [Fact]
    public async Task Merging_what_is_not_there_names_the_remedy()
    {
        using var folder = new ScratchFolder();
        var arm = new CountingArm("a");

        EphysTxException error = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync(folder, "store", TestExperiments.Of(arm), options => options with { MergeOnly = true }));

        Assert.StartsWith("20 of 20 units are not in ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, arm.Runs);
    }

    [Fact]
    public async Task Arrays_and_choices_come_back_from_the_store_to_the_bit()
    {
        using var folder = new ScratchFolder();
        ExperimentResult fresh = await ResultAsync(folder, TestExperiments.Of(new CountingArm("a")));
        ExperimentResult stored = await ResultAsync(folder, TestExperiments.Of(new CountingArm("a")));

        foreach ((ArmOutcome a, ArmOutcome b) in fresh.Find("human", SplitProtocol.Paper)["a"].Outcomes.Zip(stored.Find("human", SplitProtocol.Paper)["a"].Outcomes))
        {
            Assert.Equal(a.Probabilities.Values, b.Probabilities.Values);
            Assert.Equal(a.Arrays["attention"].Values, b.Arrays["attention"].Values);
            Assert.Equal(a.Choices["k"], b.Choices["k"]);
        }
    }

    private static ExperimentOptions Options(ScratchFolder folder, string store) => new() { Store = folder.At(store), Profile = TestExperiments.Profile, Jobs = 2 };

    private static int Units(ScratchFolder folder, string store) => Directory.GetFiles(folder.At(store), "*.unit").Length;

    private static Task<ExperimentOutcome> RunAsync(ScratchFolder folder, string store, Experiment experiment, Func<ExperimentOptions, ExperimentOptions>? change = null) =>
        ExperimentRun.RunAsync(experiment, Cohorts, change?.Invoke(Options(folder, store)) ?? Options(folder, store));

    private static async Task<ExperimentResult> ResultAsync(ScratchFolder folder, Experiment experiment) => (await RunAsync(folder, "store", experiment)).Result!;

    /// <summary>The written files but for the times.</summary>
    private static async Task<byte[][]> FilesAsync(ScratchFolder folder, string store, Experiment experiment, Func<ExperimentOptions, ExperimentOptions>? change = null)
    {
        ExperimentOutcome outcome = await RunAsync(folder, store, experiment, change);
        IReadOnlyList<string> written = ExperimentFiles.Write(outcome.Result!, folder.At("out", $"{store}.json"));
        Assert.Equal(4, written.Count);
        return [.. written.Take(3).Select(File.ReadAllBytes)];
    }

    private sealed class ConstantArm(double value) : IExperimentArm
    {
        public string Name => "constant";

        public string Fingerprint => FormattableString.Invariant($"constant {value}");

        public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
        {
            var probabilities = new Matrix(fold.Split.Test.Length, fold.ClassCount);
            Array.Fill(probabilities.Values, value);
            return new ArmOutcome(probabilities);
        }
    }

    private sealed class Stop(CancellationTokenSource source, int after) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value)
        {
            if (value.Done >= after)
            {
                source.Cancel();
            }
        }
    }

    private sealed class Messages : IProgress<ExperimentProgress>
    {
        public List<string> All { get; } = [];

        public void Report(ExperimentProgress value)
        {
            if (value.Message is not null)
            {
                All.Add(value.Message);
            }
        }
    }
}
