using EphysTx.Cohorts;

namespace EphysTx.Experiments;

/// <summary>Tabular models under the paper's protocols, and across recording conditions.</summary>
internal static class BaselineExperiments
{
    // Seeds of the paper: mouse 23 … 32, human 9 … 18.
    private const long MouseSeed = 23;
    private const long HumanSeed = 9;

    public static Experiment Mouse { get; } = new(
        "mouse-baselines",
        "How well do tabular models tell five mouse subclasses, and does it matter that donors are kept together?",
        [
            new ExperimentTask
            {
                Name = "mouse",
                Cohorts = cohorts => new TaskCohorts(cohorts.Mouse),
                Plan = new HoldOutPlan(MouseSeed),
                Arms = BaselineArms.All,
                Reference = BaselineArms.Forest,
                Published = PublishedResults.Mouse,
                Counterparts = new Dictionary<string, string> { [BaselineArms.Forest] = PublishedResults.Mouse[0].Model },
                SecondsPerSplit = 100,
            },
        ]);

    public static Experiment Human { get; } = new(
        "human-baselines",
        "How well do tabular models tell four human subclasses, from all human features and from the 32 that mouse has too?",
        [
            HumanTask("human-full", cohorts => new TaskCohorts(cohorts.HumanFull ?? cohorts.Human), seconds: 40),
            HumanTask("human", cohorts => new TaskCohorts(cohorts.Human), seconds: 20),
        ]);

    public static Experiment Conditions { get; } = new(
        "condition-transfer",
        "Do models trained on cultured human slices hold for acute ones, and the other way round, beside what is possible within a condition?",
        [
            Across("culture", "acute"),
            Across("acute", "culture"),
            Within("acute"),
            Within("culture"),
        ]);

    private static ExperimentTask HumanTask(string name, Func<CohortSet, TaskCohorts> cohorts, double seconds) => new()
    {
        Name = name,
        Cohorts = cohorts,
        Plan = new CrossValidationPlan(HumanSeed),
        Arms = BaselineArms.All,
        Reference = BaselineArms.Forest,
        Published = PublishedResults.Human,
        SecondsPerSplit = seconds,
    };

    private static ExperimentTask Across(string train, string test) => new()
    {
        Name = $"{train}-to-{test}",
        Cohorts = cohorts => new TaskCohorts(cohorts.HumanFull ?? cohorts.Human),
        Plan = new AcrossPlan("condition", train, test, HumanSeed),
        Arms = BaselineArms.All,
        Reference = BaselineArms.Forest,
        SecondsPerSplit = 30,
    };

    private static ExperimentTask Within(string condition) => new()
    {
        Name = $"within-{condition}",
        Cohorts = cohorts => new TaskCohorts((cohorts.HumanFull ?? cohorts.Human).Where(cell => cell.Annotation("condition") == condition, $"human, {condition}")),
        Plan = new CrossValidationPlan(HumanSeed),
        Arms = BaselineArms.All,
        Reference = BaselineArms.Forest,
        SecondsPerSplit = 20,
    };
}
