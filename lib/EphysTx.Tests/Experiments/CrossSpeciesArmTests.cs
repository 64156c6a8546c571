using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Statistics;
using EphysTx.Tabular;
using EphysTx.Tests.Experiments.Running;
using EphysTx.Transfer;

namespace EphysTx.Tests.Experiments;

public sealed class CrossSpeciesArmTests
{
    [Theory]
    [InlineData("subtype lda")]
    [InlineData(BaselineArms.SubtypeVote)]
    [InlineData("selected")]
    public void Types_of_training_cells_are_learned_from_and_those_of_test_cells_are_not_looked_at(string name)
    {
        // A selection that may choose another model would say nothing about types.
        IExperimentArm arm = name == "selected"
            ? new SelectionArm(name, new VoteSelection([new SubtypeDiscriminantTrainer()]))
            : BaselineArms.All.Single(one => one.Name == name);
        Cohort cohort = SyntheticCohort.Make(Species.Human, cells: 160, donors: 40, seed: 3);
        Split split = Splits.KFold(cohort.Labels, cohort.Donors, 5, SplitProtocol.Donor, 9)[0];
        var test = split.Test.Select(row => cohort.Cells[row].Id).ToHashSet(StringComparer.Ordinal);

        double[] none = Run(arm, cohort, split);
        double[] train = Run(arm, Typed(cohort, cell => !test.Contains(cell.Id)), split);
        double[] both = Run(arm, Typed(cohort, _ => true), split);

        Assert.Equal(train, both);
        Assert.NotEqual(none, train);
    }

    [Fact]
    public void The_twin_knows_no_mouse_and_the_others_do()
    {
        CohortSet cohorts = TestExperiments.Cohorts();
        Cohort other = cohorts.Mouse.Relabel(cell => cell.Subclass == "Sst" ? "Pvalb" : cell.Subclass == "Pvalb" ? "Sst" : cell.Subclass, "swapped");

        double[] Say(TransferControl control, Cohort mouse) =>
            Transfer(new TabularTransferArm("lda", new CrossSpeciesDiscriminantTrainer(), control), cohorts with { Mouse = mouse });

        Assert.Equal(Say(TransferControl.TargetOnly, cohorts.Mouse), Say(TransferControl.TargetOnly, other));
        Assert.NotEqual(Say(TransferControl.None, cohorts.Mouse), Say(TransferControl.None, other));
        Assert.NotEqual(Say(TransferControl.None, cohorts.Mouse), Say(TransferControl.PermutedSource, cohorts.Mouse));
        Assert.Equal(Say(TransferControl.PermutedSource, cohorts.Mouse), Say(TransferControl.PermutedSource, cohorts.Mouse));
    }

    [Fact]
    public void Without_a_second_species_there_is_nothing_to_transfer()
    {
        Cohort human = TestExperiments.Cohorts().Human;
        Split split = Splits.KFold(human.Labels, human.Donors, 5, SplitProtocol.Donor, 9)[0];
        var arm = new TabularTransferArm("lda", new CrossSpeciesDiscriminantTrainer());

        Assert.Contains("second species", Assert.Throws<EphysTxException>(() => Run(arm, human, split)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mouse_model_is_asked_about_human_cells_in_two_ways_by_two_models()
    {
        CohortSet cohorts = TestExperiments.Cohorts();

        IReadOnlyList<ZeroShot> rows = ZeroShot.Of(cohorts, resamples: 100);

        Assert.Equal(4, rows.Count);
        Assert.Equal(rows, ZeroShot.Of(cohorts, resamples: 100));
        // Both species are drawn from one distribution here, so a mouse model is good at human cells.
        Assert.All(rows, row => Assert.InRange(row.MacroF1.Estimate, 0.5, 1));
        CohortSet other = cohorts with { Human = Made(cohorts.Human, cohorts.Human.Cells, [.. cohorts.Human.Features.Select(feature => feature with { Name = feature.Name + "2" })]) };
        Assert.Contains("different features", Assert.Throws<EphysTxException>(() => ZeroShot.Of(other, 100)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_saved_are_read_off_the_twins_curve()
    {
        CurvePoint[] points = [Point(40, model: 0.6, twin: 0.5), Point(80, model: 0.65, twin: 0.6), Point(160, model: 0.8, twin: 0.7)];

        IReadOnlyList<double> saved = CellsSaved.Of(points, "model", "twin");

        Assert.Equal(40, saved[0], 1e-9); // the twin reaches 0.6 at 80 cells
        Assert.Equal((80 * Math.Sqrt(2)) - 80, saved[1], 1e-9); // 0.65 is half way, in the logarithm, from 80 to 160
        Assert.Equal(double.NaN, saved[2]); // the twin never reaches 0.8
        Assert.All(CellsSaved.Of(points, "twin", "twin"), zero => Assert.Equal(0, zero, 1e-9));
    }

    private static CurvePoint Point(double cells, double model, double twin) => new(cells, [Arm("model", model), Arm("twin", twin)]);

    private static ArmResult Arm(string name, double macroF1)
    {
        var interval = new ConfidenceInterval(macroF1, macroF1, macroF1, 0.95, 1, 1);
        return new ArmResult(name, new CohortEvaluation(null!, name, SplitProtocol.Donor, null!, interval, interval), [], null);
    }

    private static Cohort Typed(Cohort cohort, Func<CohortCell, bool> known) => Made(
        cohort, [.. cohort.Cells.Select((cell, row) => known(cell) ? cell with { Annotations = With(cell, $"{cell.Subclass} type {row / 4 % 2}") } : cell)], cohort.Features);

    private static Cohort Made(Cohort cohort, IReadOnlyList<CohortCell> cells, IReadOnlyList<FeatureDefinition> features) =>
        new(cohort.Name, cohort.Species, cohort.IsSimulated, cells, features, cohort.Values, new MissingReason[cohort.Values.Values.Length], cohort.Funnel);

    private static Dictionary<string, string> With(CohortCell cell, string type) =>
        new(cell.Annotations, StringComparer.Ordinal) { [CohortCell.TranscriptomicType] = type };

    private static double[] Run(IExperimentArm arm, Cohort cohort, Split split) =>
        arm.Run(new ExperimentFold(new TaskCohorts(cohort), SplitProtocol.Donor, split), CancellationToken.None).Probabilities.Values;

    private static double[] Transfer(TabularTransferArm arm, CohortSet cohorts)
    {
        Cohort human = LabelAlignment.ToSharedFour(cohorts.Human);
        Split split = Splits.KFold(human.Labels, human.Donors, 5, SplitProtocol.Donor, 9)[0];
        var tasks = new TaskCohorts(human, LabelAlignment.ToSharedFour(cohorts.Mouse, SncgPolicy.Drop));
        return arm.Run(new ExperimentFold(tasks, SplitProtocol.Donor, split), CancellationToken.None).Probabilities.Values;
    }
}
