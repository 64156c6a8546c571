using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using EphysTx.Features.Extraction;
using EphysTx.Statistics;
using EphysTx.Storage;

namespace EphysTx.Experiments;

/// <summary>The smallest piece of an experiment that is computed and kept: one arm on one split.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Arm">The model.</param>
/// <param name="Fold">Cells, protocol and split.</param>
/// <param name="Key">
/// All that the outcome depends on, as text: task, arm with its options, cells, split, seed and version of the library. The profile is not among it: it says how
/// many units there are, and a unit of <c>quick</c> is one of <c>full</c>.
/// </param>
internal sealed record WorkUnit(string Task, IExperimentArm Arm, ExperimentFold Fold, string Key)
{
    /// <summary>Version of what a unit's file and key mean; raised with them.</summary>
    private const int Layout = 1;

    /// <summary>Ending of a unit's file.</summary>
    public const string FileEnding = ".unit";

    /// <summary>Name of the unit's file in a store.</summary>
    public string FileName { get; } = Sha256Hash.OfBytes(Encoding.UTF8.GetBytes(Key))[..40] + FileEnding;

    /// <summary>For messages.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Task}, {Arm.Name}, {Fold.Protocol.ToString().ToLowerInvariant()} protocol, run {Fold.Split.Run + 1}, fold {Fold.Split.Fold + 1}");

    /// <summary>
    /// Every unit of an experiment: run after run, so that what is finished early is spread over all tasks and arms; within a run arm after arm, so that workers
    /// side by side are on different folds and do not wait for what a fold's arms share.
    /// </summary>
    public static IReadOnlyList<WorkUnit> Of(string experiment, IReadOnlyList<BoundTask> tasks)
    {
        var units = new List<WorkUnit>();
        foreach (BoundTask bound in tasks)
        {
            foreach ((SplitProtocol protocol, IReadOnlyList<Split> splits) in bound.Splits)
            {
                foreach (Split split in splits)
                {
                    string key = string.Join('\n', [
                        $"unit {Layout} {ExtractionOptions.LibraryVersion}",
                        $"experiment {experiment}",
                        $"task {bound.Task.Name}",
                        $"target {bound.TargetFingerprint}",
                        $"source {bound.SourceFingerprint}",
                        string.Create(CultureInfo.InvariantCulture, $"split {protocol} {split.Run} {split.Fold} {split.Seed} {HashOf(split)}"),
                    ]);
                    var fold = new ExperimentFold(bound.Cohorts, protocol, split);
                    units.AddRange(bound.Task.Arms.Select(arm => new WorkUnit(bound.Task.Name, arm, fold, $"{key}\narm {arm.Name} {arm.Fingerprint}")));
                }
            }
        }

        Dictionary<(string, string), int> order = tasks.SelectMany(bound => bound.Task.Arms.Select((arm, i) => ((bound.Task.Name, arm.Name), i))).ToDictionary();
        return [.. units.OrderBy(unit => unit.Fold.Split.Run).ThenBy(unit => order[(unit.Task, unit.Arm.Name)])];
    }

    private static string HashOf(Split split) =>
        Sha256Hash.OfBytes([.. MemoryMarshal.AsBytes(split.Train.AsSpan()), 0xFF, .. MemoryMarshal.AsBytes(split.Test.AsSpan())]);
}

/// <summary>A task with its cells and splits.</summary>
internal sealed record BoundTask(
    ExperimentTask Task,
    TaskCohorts Cohorts,
    string TargetFingerprint,
    string SourceFingerprint,
    IReadOnlyList<(SplitProtocol Protocol, IReadOnlyList<Split> Splits)> Splits)
{
    public static BoundTask Of(ExperimentTask task, EphysTx.Cohorts.CohortSet cohorts, ExperimentOptions options)
    {
        TaskCohorts cells = task.Cohorts(cohorts);
        return new BoundTask(
            task,
            cells,
            CohortFingerprint.Of(cells.Target),
            cells.Source is null ? "none" : CohortFingerprint.Of(cells.Source),
            [.. options.Protocols.Select(protocol => (protocol, task.Plan.Divide(cells.Target, protocol, options.Profile, options.Seed)))]);
    }
}
