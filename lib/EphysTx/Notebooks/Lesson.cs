using System.Reflection;
using System.Runtime.InteropServices;
using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Statistics;
using EphysTx.Storage;

namespace EphysTx.Notebooks;

/// <summary>
/// What a notebook works with: its cohorts, how much to compute, and where figures and results go. The same object serves
/// VS Code, Jupyter and the headless run; see <see cref="LessonSettings"/>.
/// </summary>
public sealed class Lesson
{
    private readonly string _figureFolder;

    private Lesson(string name, LessonSettings settings, CohortSet cohorts)
    {
        Name = name;
        Settings = settings;
        Cohorts = cohorts;
        _figureFolder = Path.Combine(settings.OutputFolder, "figures", cohorts.Name);
        Results = new LessonResults(Path.Combine(settings.OutputFolder, "results", name + ".json"), cohorts.Name, settings.Profile.Name);
    }

    /// <summary>Name of the notebook without ending, for example <c>01-load-and-qc</c>.</summary>
    public string Name { get; }

    /// <summary>What the notebook was asked to do.</summary>
    public LessonSettings Settings { get; }

    /// <summary>How much to compute.</summary>
    public RunProfile Profile => Settings.Profile;

    /// <summary>The cells.</summary>
    public CohortSet Cohorts { get; }

    /// <summary>The notebook's numbers; written to disk with every entry.</summary>
    public LessonResults Results { get; }

    /// <summary>Settings of the forest experiments under this profile.</summary>
    public ForestBaselineOptions ForestOptions => new()
    {
        MouseRuns = Profile.MouseRuns,
        HumanRuns = Profile.HumanRuns,
        Trees = Profile.Trees,
        ImportanceRepeats = Profile.ImportanceRepeats,
        BootstrapResamples = Profile.BootstrapResamples,
    };

    /// <summary>Opens a notebook's cohorts, fetching the tables where they are absent.</summary>
    /// <param name="name">Name of the notebook, for its results.</param>
    /// <param name="settings">What to do; null to read the environment.</param>
    /// <param name="cancellationToken">Ends fetching and reading.</param>
    /// <exception cref="EphysTxException">A setting or the cohort's name does not exist, or its files cannot be had; the message says what to do.</exception>
    public static async Task<Lesson> OpenAsync(string name, LessonSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        settings ??= LessonSettings.FromEnvironment();
        CohortSet cohorts = await CohortCatalog.OpenAsync(settings.Cohort, new CohortOptions { Messages = new CellMessages() }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new Lesson(name, settings, cohorts.WhyChosen is null ? cohorts with { WhyChosen = settings.WhyCohort } : cohorts);
    }

    /// <summary>What runs here: library, runtime, profile, folders.</summary>
    public DisplayTable About()
    {
        string version = typeof(Lesson).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
        return new DisplayTable(
            "This run",
            [new TableColumn("what"), new TableColumn("value")],
            ["EphysTx", version],
            ["runtime", RuntimeInformation.FrameworkDescription],
            ["cohort", Cohorts.Name + (Cohorts.IsSimulated ? " (simulated cells)" : " (real cells)")],
            ["why this cohort", Cohorts.WhyChosen ?? "somebody named it (--cohort or EPHYSTX_COHORT)"],
            ["its classes", Cohorts.ClassesAre],
            ["profile", FormattableString.Invariant($"{Profile.Name}: {Profile.MouseRuns} mouse and {Profile.HumanRuns} human runs, {Profile.Trees} trees, {Profile.BootstrapResamples:N0} resamples")]);
    }

    /// <summary>Writes a figure (<c>figures/&lt;cohort&gt;/&lt;number&gt;-&lt;name&gt;.svg</c> and <c>.csv</c>) and gives it back to be shown.</summary>
    /// <exception cref="EphysTxException">The folder cannot be written.</exception>
    public Figure Save(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var named = new Figure($"{Name.Split('-')[0]}-{figure.Name}", figure.Title, figure.Panels)
        {
            Subtitle = figure.Subtitle,
            Source = figure.Source ?? CohortTables.Source(Cohorts),
            Footnotes = figure.Footnotes,
            ShowsCells = figure.ShowsCells,
            Columns = figure.Columns,
            Sharing = figure.Sharing,
            PanelLetters = figure.PanelLetters,
            Width = figure.Width,
        };
        FigureFiles.Save(named, _figureFolder);
        Results.AddFigure($"figures/{Cohorts.Name}/{named.Name}.svg", named);
        return named;
    }

    /// <summary>Writes a table's numbers as <c>figures/&lt;cohort&gt;/&lt;number&gt;-&lt;name&gt;.csv</c> and gives it back to be shown.</summary>
    /// <exception cref="EphysTxException">The folder cannot be written.</exception>
    public DisplayTable Save(DisplayTable table, string name)
    {
        ArgumentNullException.ThrowIfNull(table);
        table = new DisplayTable(CohortTables.Marked(table.Title, Cohorts), table.Columns, table.Rows) { Footnotes = table.Footnotes, Source = table.Source, ShowsCells = table.ShowsCells };
        string file = $"{Name.Split('-')[0]}-{name}.csv", path = Path.Combine(_figureFolder, file);
        try
        {
            AtomicFile.WriteText(path, table.ToCsv());
            Results.AddTable($"figures/{Cohorts.Name}/{file}", table);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The table could not be written to {path}: {error.Message} Choose a folder that can be written with --out or EPHYSTX_OUT.", error);
        }

        return table;
    }

    /// <summary>Records evaluations among the results, as <c>&lt;cohort&gt;.&lt;protocol&gt;.macro_f1</c> and so on.</summary>
    public void Record(IReadOnlyList<CohortEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        foreach (CohortEvaluation evaluation in evaluations)
        {
            string name = $"forest.{evaluation.Cohort.Name.Replace(' ', '.')}.{evaluation.Protocol.ToString().ToLowerInvariant()}";
            Results.Add(name + ".macro_f1", evaluation.MacroF1.Estimate);
            Results.Add(name + ".macro_f1.low", evaluation.MacroF1.Lower);
            Results.Add(name + ".macro_f1.high", evaluation.MacroF1.Upper);
            Results.Add(name + ".macro_f1.sd", evaluation.Report.OverRuns(report => report.MacroF1).StandardDeviation);
            Results.Add(name + ".accuracy", evaluation.Accuracy.Estimate);
            Results.Add(name + ".accuracy.low", evaluation.Accuracy.Lower);
            Results.Add(name + ".accuracy.high", evaluation.Accuracy.Upper);
        }
    }

    /// <summary>Records the tests across recording conditions.</summary>
    public void Record(IReadOnlyList<ConditionTransfer> transfers)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        foreach (ConditionTransfer transfer in transfers)
        {
            Results.Add($"forest.{transfer.Train}_to_{transfer.Test}.macro_f1", transfer.AcrossMacroF1.Estimate);
            Results.Add($"forest.within_{transfer.Test}.macro_f1", transfer.WithinMacroF1.Estimate);
        }
    }

    /// <summary>
    /// Runs an experiment on this lesson's cells, as often as the profile says. Finished units stay in the folder <c>units</c> of the output, so that
    /// a lesson that is run again, or another one with the same networks, takes them over.
    /// </summary>
    /// <param name="experiment">What is run.</param>
    /// <param name="protocols">Protocols; null for both.</param>
    /// <param name="humanRuns">Cross-validations of human cells; null for those of the profile's networks.</param>
    /// <param name="mouseRuns">Mouse hold-outs; null for those of the profile's networks.</param>
    /// <param name="cancellationToken">Ends it; finished units stay.</param>
    /// <exception cref="EphysTxException">A unit failed, or the folder cannot be written.</exception>
    public async Task<ExperimentResult> RunAsync(
        Experiment experiment, IReadOnlyList<SplitProtocol>? protocols = null, int? humanRuns = null, int? mouseRuns = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var options = new ExperimentOptions
        {
            Store = Path.Combine(Settings.OutputFolder, "units"),
            Protocols = protocols ?? [SplitProtocol.Paper, SplitProtocol.Donor],
            Profile = new ExperimentProfile(
                Profile.Name, mouseRuns ?? Profile.NetworkMouseRuns, humanRuns ?? Profile.NetworkHumanRuns, SeedRuns: 1, Profile.BootstrapResamples),
        };
        ExperimentOutcome outcome = await ExperimentRun.RunAsync(experiment, Cohorts, options, new CellProgress(experiment.Name), cancellationToken).ConfigureAwait(false);
        return outcome.Result!;
    }

    /// <summary>Records an experiment's scores, as <c>&lt;model&gt;.&lt;species&gt;.&lt;protocol&gt;.macro_f1</c> and so on.</summary>
    public void Record(ExperimentResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (TaskResult task in result.Tasks)
        {
            foreach (ArmResult arm in task.Arms)
            {
                string name = $"{arm.Arm}.{task.Cohorts.Target.Species.ToString().ToLowerInvariant()}.{task.Protocol.ToString().ToLowerInvariant()}";
                Results.Add(name + ".macro_f1", arm.Evaluation.MacroF1.Estimate);
                Results.Add(name + ".macro_f1.low", arm.Evaluation.MacroF1.Lower);
                Results.Add(name + ".macro_f1.high", arm.Evaluation.MacroF1.Upper);
                Results.Add(name + ".accuracy", arm.Evaluation.Accuracy.Estimate);
                if (arm.Difference is { } difference)
                {
                    Results.Add(name + ".macro_f1.minus_" + difference.Reference, difference.OverDonors.Estimate);
                }
            }
        }
    }


    // Under the cell that opens the lesson; simulating takes long enough that silence would look like a hang.
    private sealed class CellMessages : IProgress<string>
    {
        public void Report(string value) => Console.WriteLine(value);
    }
}
