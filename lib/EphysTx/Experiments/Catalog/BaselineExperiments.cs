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
                SecondsPerSplit = 25,
            },
        ]);

    public static Experiment Human { get; } = new(
        "human-baselines",
        "How well do tabular models tell four human subclasses, from all human features (of all cells, and of those with most of them measured) and from those that mouse has too?",
        [
            HumanTask("human-full", cohorts => new TaskCohorts(Full(cohorts)), seconds: 11),
            HumanTask("human-full-measured", cohorts => new TaskCohorts(Measured(Full(cohorts))), seconds: 11),
            HumanTask("human", cohorts => new TaskCohorts(cohorts.Human), seconds: 7),
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

    private static Cohort Full(CohortSet cohorts) => cohorts.HumanFull ?? cohorts.Human;

    /// <summary>Cells with at least half of the features: without 25 of the published human cells, for which no long-square sweep was measured.</summary>
    private static Cohort Measured(Cohort cohort) => cohort.SelectCells(
        [.. Enumerable.Range(0, cohort.Cells.Count).Where(row => 2 * MissingIn(cohort.Values.Row(row)) <= cohort.Features.Count)], $"{cohort.Name}, measured");

    private static int MissingIn(ReadOnlySpan<double> row)
    {
        int missing = 0;
        foreach (double value in row)
        {
            missing += double.IsNaN(value) ? 1 : 0;
        }

        return missing;
    }

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
        Cohorts = cohorts => new TaskCohorts(Full(cohorts)),
        Plan = new AcrossPlan("condition", train, test, HumanSeed),
        Arms = BaselineArms.All,
        Reference = BaselineArms.Forest,
        SecondsPerSplit = 8,
    };

    private static ExperimentTask Within(string condition) => new()
    {
        Name = $"within-{condition}",
        Cohorts = cohorts => new TaskCohorts(Full(cohorts).Where(cell => cell.Annotation("condition") == condition, $"human, {condition}")),
        Plan = new CrossValidationPlan(HumanSeed),
        Arms = BaselineArms.All,
        Reference = BaselineArms.Forest,
        SecondsPerSplit = 6,
    };
}
