using EphysTx.Cohorts;

namespace EphysTx.Experiments;

/// <summary>A named question, and the tasks and models that answer it.</summary>
/// <param name="Name">Name on the command line, for example <c>human-baselines</c>.</param>
/// <param name="Question">What it asks, in one sentence.</param>
/// <param name="Tasks">Its tasks, in the order of the tables; names are unique.</param>
public sealed record Experiment(string Name, string Question, IReadOnlyList<ExperimentTask> Tasks)
{
    /// <summary>Units of work under one protocol: arms × splits of all tasks.</summary>
    public int Units(ExperimentProfile profile) => Tasks.Sum(task => task.Arms.Count * task.Plan.Count(profile));

    /// <summary>The experiment with some of its arms. Where the reference arm is not among them, the first is compared with.</summary>
    /// <param name="arms">Names of arms.</param>
    /// <exception cref="EphysTxException">A name is none of the arms'.</exception>
    public Experiment WithArms(IReadOnlyList<string> arms)
    {
        ArgumentNullException.ThrowIfNull(arms);
        string[] known = [.. Tasks.SelectMany(task => task.Arms).Select(arm => arm.Name).Distinct()];
        if (arms.FirstOrDefault(arm => !known.Contains(arm)) is { } unknown)
        {
            throw new EphysTxException($"{Name} has no model '{unknown}'; it has {string.Join("; ", known)}.");
        }

        return this with { Tasks = [.. Tasks.Select(task => task.WithArms(arms)).Where(task => task.Arms.Count > 0)] };
    }

    /// <summary>Names of arms in a list with commas. As some names hold commas, of all that fit at a place the longest is meant; what fits none stands as it is.</summary>
    /// <param name="list">For example <c>forest,lda, no mouse</c>, which names two arms of <c>cross-species</c>.</param>
    public IReadOnlyList<string> ArmsIn(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var known = Tasks.SelectMany(task => task.Arms).Select(arm => arm.Name).ToHashSet(StringComparer.Ordinal);
        string[] pieces = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var names = new List<string>();
        for (int at = 0; at < pieces.Length;)
        {
            int length = Enumerable.Range(1, pieces.Length - at).LastOrDefault(count => known.Contains(string.Join(", ", pieces[at..(at + count)])), 1);
            names.Add(string.Join(", ", pieces[at..(at + length)]));
            at += length;
        }

        return names;
    }

    /// <summary>The experiment with some of its tasks.</summary>
    /// <param name="tasks">Names of tasks.</param>
    /// <exception cref="EphysTxException">A name is none of the tasks'.</exception>
    public Experiment WithTasks(IReadOnlyList<string> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return tasks.FirstOrDefault(name => Tasks.All(task => task.Name != name)) is { } unknown
            ? throw new EphysTxException($"{Name} has no task '{unknown}'; it has {string.Join(", ", Tasks.Select(task => task.Name))}.")
            : this with { Tasks = [.. Tasks.Where(task => tasks.Contains(task.Name))] };
    }

    /// <summary>Rough time under one protocol, on one core.</summary>
    public TimeSpan RoughTime(ExperimentProfile profile) => TimeSpan.FromSeconds(Tasks.Sum(task => task.SecondsPerSplit * task.Plan.Count(profile)));
}

/// <summary>One set of cells, how it is divided, and the models that are compared on it, on the same splits.</summary>
public sealed record ExperimentTask
{
    /// <summary>Name in tables, for example <c>human-full</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Takes the cells from the cohorts that were opened.</summary>
    public required Func<CohortSet, TaskCohorts> Cohorts { get; init; }

    /// <summary>How the cells are divided.</summary>
    public required SplitPlan Plan { get; init; }

    /// <summary>The models, in the order of the tables.</summary>
    public required IReadOnlyList<IExperimentArm> Arms { get; init; }

    /// <summary>Name of the arm that the others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>What was published for this task, shown in the same table; empty for nothing.</summary>
    public IReadOnlyList<PublishedResult> Published { get; init; } = [];

    /// <summary>Which published model an arm stands beside: arm name → model name.</summary>
    public IReadOnlyDictionary<string, string> Counterparts { get; init; } = new Dictionary<string, string>();

    /// <summary>Rough seconds of all arms on one split, on one core; for what the list says of the time.</summary>
    public double SecondsPerSplit { get; init; }

    internal ExperimentTask WithArms(IReadOnlyList<string> names)
    {
        IExperimentArm[] arms = [.. Arms.Where(arm => names.Contains(arm.Name))];
        return this with
        {
            Arms = arms,
            Reference = arms.Any(arm => arm.Name == Reference) || arms.Length == 0 ? Reference : arms[0].Name,
            Counterparts = Counterparts.Where(pair => names.Contains(pair.Key)).ToDictionary(),
        };
    }
}
