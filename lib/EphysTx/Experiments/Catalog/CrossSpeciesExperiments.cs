using EphysTx.Cohorts;
using EphysTx.Prediction;

namespace EphysTx.Experiments;

/// <summary>What mouse cells are worth for telling human ones, on tables of features.</summary>
internal static class CrossSpeciesExperiments
{
    // Seeds of the paper's transfer experiments: 36 … 45.
    private const long Seed = 36;
    private const string Vote = "lda+boosting";

    private static readonly int[] Sizes = [40, 80, 160, 320];

    public static Experiment CrossSpecies { get; } = new(
        "cross-species",
        "Does the mouse help to tell human cells apart, within a condition and from culture to acute, and is it what its labels say that helps?",
        [
            Task("human", Shared, new CrossValidationPlan(Seed)),
            Task("human-full", Full, new CrossValidationPlan(Seed)),
            Task("culture-to-acute", Shared, new AcrossFoldsPlan("condition", "culture", "acute", Seed)),
            Task("culture-to-acute-full", Full, new AcrossFoldsPlan("condition", "culture", "acute", Seed)),
        ]);

    public static Experiment LearningCurve { get; } = new(
        "learning-curve",
        "How many human cells does the mouse save?",
        [
            .. Sizes.Select(cells => Curve($"{cells} cells", new FewCellsPlan(cells, Seed))),
            Curve("all cells", new CrossValidationPlan(Seed)),
        ]);

    private static ExperimentTask Task(string name, Func<CohortSet, TaskCohorts> cohorts, SplitPlan plan) => new()
    {
        Name = name,
        Cohorts = cohorts,
        Plan = plan,
        Arms = [.. BaselineArms.All.Where(arm => arm.Name is BaselineArms.Forest or Vote), .. BaselineArms.Subtypes, .. CrossSpeciesModels.Transfer, .. CrossSpeciesModels.TransferWithTypes],
        Reference = CrossSpeciesModels.Twin,
        Published = PublishedResults.Transfer,
        SecondsPerSplit = 12,
    };

    private static ExperimentTask Curve(string name, SplitPlan plan) => new()
    {
        Name = name,
        Cohorts = Shared,
        Plan = plan,
        Arms = [.. CrossSpeciesModels.Transfer.Take(4)],
        Reference = CrossSpeciesModels.Twin,
        SecondsPerSplit = 2,
    };

    private static TaskCohorts Shared(CohortSet cohorts) => Pair(cohorts.Human, cohorts.Mouse);

    private static TaskCohorts Full(CohortSet cohorts) => Pair(cohorts.HumanFull ?? cohorts.Human, cohorts.Mouse);

    // Sncg has no counterpart among the human labels; where a class mean is carried over, cells of another class would only blur it. A discriminant takes minutes on the thousands of columns
    // that twelve families have.
    private static TaskCohorts Pair(Cohort human, Cohort mouse)
    {
        (Cohort target, Cohort source) = LabelAlignment.Pair(FamilyBlocks.Of(human), FamilyBlocks.Of(mouse), SncgPolicy.Drop);
        return new TaskCohorts(target, source);
    }
}
