using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments.Evidence;

/// <summary>
/// Two classes, three families, 12 donors of two cells, three folds. What the network is said to have made of the families is made up: in fold f, cells of Pvalb attend
/// to (0.5 + f/10, 0.3, 0.2 − f/10), those of Sst to the reverse. Taking a family away costs Pvalb (0.7, 0.1, −0.1) and Sst (0.7, 0.1, −0.1) of 0.9; exchanging it half as much.
/// </summary>
internal static class EvidenceSample
{
    public const string Arm = "told";

    private static readonly double[] Costs = [0.7, 0.1, -0.1];

    public static Cohort Cohort { get; } = MakeCohort();

    public static Split[] Splits { get; } =
        [.. Enumerable.Range(0, 3).Select(fold => new Split(Rows(row => row / 8 != fold), Rows(row => row / 8 == fold)) { Fold = fold, Seed = fold })];

    public static TaskResult Task(Split[]? splits = null)
    {
        splits ??= Splits;
        ArmOutcome[] outcomes = [.. splits.Select(Outcome)];
        var evaluation = CohortEvaluation.From(
            Cohort, Arm, SplitProtocol.Donor, [.. splits.Zip(outcomes, (split, outcome) => new FoldPrediction(split, Array.ConvertAll(split.Test, row => Cohort.Labels[row]), outcome.Probabilities))], 100);
        var definition = new ExperimentTask { Name = "t", Cohorts = set => new TaskCohorts(set.Human), Plan = new CrossValidationPlan(9), Arms = [], Reference = Arm };
        return new TaskResult(definition, SplitProtocol.Donor, new TaskCohorts(Cohort), "", "none", [new ArmResult(Arm, evaluation, outcomes, null)]);
    }

    public static ArmOutcome Outcome(Split split)
    {
        var arrays = new Dictionary<string, Matrix> { [FamilyEvidence.Attention] = new(split.Test.Length, 3) };
        for (int family = 0; family < 3; family++)
        {
            arrays[FamilyEvidence.Without(Cohort.Families[family].Name)] = Probabilities(split, 0.9 - Costs[family]);
            arrays[FamilyEvidence.Exchanged(Cohort.Families[family].Name)] = Probabilities(split, 0.9 - (Costs[family] / 2));
            for (int cell = 0; cell < split.Test.Length; cell++)
            {
                double[] attention = [0.5 + (split.Fold / 10.0), 0.3, 0.2 - (split.Fold / 10.0)];
                arrays[FamilyEvidence.Attention][cell, family] = attention[Cohort.Labels[split.Test[cell]] == 0 ? family : 2 - family];
            }
        }

        return new ArmOutcome(Probabilities(split, 0.9)) { Arrays = arrays };
    }

    private static Matrix Probabilities(Split split, double ofTruth)
    {
        var values = new Matrix(split.Test.Length, 2);
        for (int cell = 0; cell < values.Rows; cell++)
        {
            int label = Cohort.Labels[split.Test[cell]];
            values[cell, label] = ofTruth;
            values[cell, 1 - label] = 1 - ofTruth;
        }

        return values;
    }

    private static int[] Rows(Func<int, bool> takes) => [.. Enumerable.Range(0, 24).Where(takes)];

    private static Cohort MakeCohort()
    {
        CohortCell[] cells = [.. Enumerable.Range(0, 24).Select(row => new CohortCell(
            $"c{row}", row % 2 == 0 ? Subclass.Pvalb : Subclass.Sst, $"d{row / 2}", new Dictionary<string, string>()))];
        FeatureDefinition[] features = [.. new[] { "a", "b", "c" }.Select(name => new FeatureDefinition(name + "1", name, "", ""))];
        return new Cohort("told", Species.Human, isSimulated: true, cells, features, new Matrix(24, 3), new MissingReason[72], Funnel.None);
    }
}
