using EphysTx.Cohorts;
using EphysTx.Sequence;
using EphysTx.Statistics;
using EphysTx.Tests.Sequence;
using EphysTx.Transfer;

namespace EphysTx.Tests.Transfer;

public class NetworkTransferTests
{
    private static readonly Cohort Human = FamilyCohort.Make(160, seed: 1, separation: 0.9);
    private static readonly Cohort Mouse = FamilyCohort.Make(300, seed: 2, separation: 0.9, species: Species.Mouse);
    private static readonly int[] Train = FamilyCohort.Rows(0, 12);
    private static readonly int[] Validation = FamilyCohort.Rows(12, 40);
    private static readonly int[] Test = FamilyCohort.Rows(40, 160);

    private static SequenceClassifierOptions Small { get; } = new()
    {
        Hidden = 5,
        Training = new SequenceTrainingOptions { MaxEpochs = 4, Batch = 16, Patience = null, StopOn = StoppingMeasure.MacroF1, Optimizer = new SequenceOptimizer { LearningRate = 1e-2 } },
    };

    private static NetworkTransferOptions Options(TransferMethod method, TransferSource source) =>
        new() { Method = method, Source = source, Model = Small, JointRate = 1e-2, WarmUpEpochs = 3, WarmUpRate = 1e-2, FineTuneRate = 3e-3, FineTuneStopOn = StoppingMeasure.MacroF1 };

    [Theory]
    [InlineData(TransferMethod.Pretrain)]
    [InlineData(TransferMethod.Joint)]
    public void The_same_seed_gives_the_same_bits_and_permuted_labels_others(TransferMethod method)
    {
        double[] first = Probabilities(Options(method, TransferSource.True), seed: 1);
        Assert.Equal(first, Probabilities(Options(method, TransferSource.True), seed: 1));
        Assert.NotEqual(first, Probabilities(Options(method, TransferSource.True), seed: 2));
        double[] permuted = Probabilities(Options(method, TransferSource.PermutedLabels), seed: 1);
        Assert.NotEqual(first, permuted);
        Assert.Equal(permuted, Probabilities(Options(method, TransferSource.PermutedLabels), seed: 1));
    }

    [Theory]
    [InlineData(TransferMethod.Pretrain, false, new[] { 60, 3, 4 })]
    [InlineData(TransferMethod.Joint, false, new[] { 72, 4 })]
    [InlineData(TransferMethod.Pretrain, true, null)]
    [InlineData(TransferMethod.Joint, true, null)]
    public void Every_control_makes_as_many_steps_in_every_stage(TransferMethod method, bool smote, int[]? expected)
    {
        List<int> with = StepsOf(TransferSource.True);
        Assert.Equal(with, StepsOf(TransferSource.PermutedLabels));
        Assert.Equal(with, StepsOf(TransferSource.None));
        Assert.Equal(expected ?? [.. with], with);

        List<int> StepsOf(TransferSource source)
        {
            NetworkTransferOptions options = Options(method, source);
            var engine = new CountingEngine();
            Fit(options with { Model = options.Model with { Smote = smote ? new SmoteOptions { Neighbours = 2 } : null } }, 1, engine);
            return engine.Steps;
        }
    }

    [Fact]
    public void Mouse_cells_with_the_same_patterns_help_and_permuted_ones_do_not()
    {
        double alone = Mean(TransferMethod.Joint, TransferSource.None);
        double joint = Mean(TransferMethod.Joint, TransferSource.True);
        double pretrained = Mean(TransferMethod.Pretrain, TransferSource.True);
        double permuted = Mean(TransferMethod.Joint, TransferSource.PermutedLabels);
        double steps = Mean(TransferMethod.Pretrain, TransferSource.None);
        string all = FormattableString.Invariant($"alone {alone:F3}, joint {joint:F3}, pretrained {pretrained:F3}, permuted {permuted:F3}, pretrained alone {steps:F3}");
        Assert.True(joint > alone + 0.05, all);
        Assert.True(pretrained > steps + 0.05, all);
        Assert.True(joint > permuted + 0.05, all);

        static double Mean(TransferMethod method, TransferSource source) => Enumerable.Range(0, 4).Average(seed => MacroF1(Longer(Options(method, source)), seed));
    }

    [Fact]
    public void The_best_of_both_stages_is_never_worse_on_the_validation_cells()
    {
        NetworkTransferOptions harmful = Options(TransferMethod.Joint, TransferSource.True) with { FineTuneRate = 0.5 };
        for (int seed = 0; seed < 3; seed++)
        {
            Assert.True(MacroF1(harmful with { KeepBestOfBothStages = true }, seed, Validation) >= MacroF1(harmful, seed, Validation));
        }
    }

    [Fact]
    public void Other_classes_or_families_are_an_error_that_names_them()
    {
        Cohort relabelled = Mouse.Relabel(cell => cell.Subclass == "Sst" ? "Sncg" : cell.Subclass, "mouse");
        string classes = Assert.Throws<EphysTxException>(() => Fit(Options(TransferMethod.Joint, TransferSource.True), 1, source: relabelled)).Message;
        Assert.Contains("Lamp5, Pvalb, Sst and mouse Lamp5, Pvalb, Sncg", classes, StringComparison.Ordinal);
        Assert.Contains("align them first", classes, StringComparison.Ordinal);
    }

    private static NetworkTransferOptions Longer(NetworkTransferOptions options) => options with
    {
        JointRate = 2e-2,
        Model = Small with { Hidden = 8, Input = InputMode.Standardized, Training = Small.Training with { MaxEpochs = 12, Optimizer = new SequenceOptimizer { LearningRate = 2e-2 } } },
    };

    private static SequenceMember Fit(NetworkTransferOptions options, long seed, ISequenceEngine? engine = null, Cohort? source = null) =>
        new NetworkTransfer(options) { Engine = engine }.Fit(Human, Train, Validation, source ?? Mouse, SplitProtocol.Donor, seed, sourceSeed: 100 + seed);

    private static double[] Probabilities(NetworkTransferOptions options, long seed) => Fit(options, seed).Score(Human).Probabilities().Values;

    private static double MacroF1(NetworkTransferOptions options, long seed, int[]? rows = null)
    {
        rows ??= Test;
        int[] predicted = Fit(options, seed).Score(Human.SelectCells(rows, "test")).Classes();
        return ConfusionMatrix.From(Array.ConvertAll(rows, row => Human.Labels[row]), predicted, Human.Classes.Length).MacroF1OfOccurring;
    }
}
