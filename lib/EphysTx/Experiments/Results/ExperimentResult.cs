using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>All that an experiment found.</summary>
/// <param name="Experiment">What was run.</param>
/// <param name="Profile">How often it repeated.</param>
/// <param name="Seed">Seed of the first run in place of the paper's, or null.</param>
/// <param name="Tasks">Task after task; of each, protocol after protocol.</param>
/// <param name="Timings">Seconds that each unit took where it was computed; they are no part of the other files.</param>
public sealed record ExperimentResult(
    Experiment Experiment, ExperimentProfile Profile, long? Seed, IReadOnlyList<TaskResult> Tasks, IReadOnlyList<UnitTiming> Timings)
{
    /// <summary>A task under a protocol.</summary>
    /// <exception cref="EphysTxException">It was not run.</exception>
    public TaskResult Find(string task, SplitProtocol protocol) => Tasks.FirstOrDefault(result => result.Task.Name == task && result.Protocol == protocol)
        ?? throw new EphysTxException($"{Experiment.Name} has no result of the task '{task}' under the {protocol} protocol; run it first.");

    internal static ExperimentResult Of(
        Experiment experiment, BoundTask[] tasks, ExperimentOptions options, IReadOnlyList<(WorkUnit Unit, FinishedUnit Finished)> units, CancellationToken cancellationToken)
    {
        var results = new List<TaskResult>();
        ILookup<(string, SplitProtocol, string), (WorkUnit Unit, FinishedUnit Finished)> byArm =
            units.ToLookup(pair => (pair.Unit.Task, pair.Unit.Fold.Protocol, pair.Unit.Arm.Name));
        foreach (BoundTask bound in tasks)
        {
            foreach ((SplitProtocol protocol, _) in bound.Splits)
            {
                var evaluations = new Dictionary<string, (CohortEvaluation Evaluation, ArmOutcome[] Outcomes)>(StringComparer.Ordinal);
                foreach (IExperimentArm arm in bound.Task.Arms)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (WorkUnit Unit, FinishedUnit Finished)[] own = [.. byArm[(bound.Task.Name, protocol, arm.Name)]];
                    FoldPrediction[] predictions = Array.ConvertAll(own, pair => new FoldPrediction(
                        pair.Unit.Fold.Split, TabularClassifierExtensions.MostProbable(pair.Finished.Outcome.Probabilities), pair.Finished.Outcome.Probabilities));
                    evaluations.Add(arm.Name, (
                        CohortEvaluation.From(bound.Cohorts.Target, arm.Name, protocol, predictions, options.Profile.Resamples),
                        Array.ConvertAll(own, pair => pair.Finished.Outcome)));
                }

                CohortEvaluation reference = evaluations[bound.Task.Reference].Evaluation;
                results.Add(new TaskResult(bound.Task, protocol, bound.Cohorts, bound.TargetFingerprint, bound.SourceFingerprint, [.. bound.Task.Arms.Select(arm =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (CohortEvaluation evaluation, ArmOutcome[] outcomes) = evaluations[arm.Name];
                    ArmDifference? difference = arm.Name == bound.Task.Reference ? null : ArmDifference.Of(bound.Task.Reference, evaluation, reference, options.Profile.Resamples);
                    return new ArmResult(arm.Name, evaluation, outcomes, difference);
                })]));
            }
        }

        return new ExperimentResult(experiment, options.Profile, options.Seed, results, [.. units.Select(UnitTiming.Of)]);
    }
}

/// <summary>How long a unit took.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Protocol">Protocol.</param>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Run">Run, from 0.</param>
/// <param name="Fold">Fold, from 0.</param>
/// <param name="Seconds">Seconds on the machine that computed it.</param>
public sealed record UnitTiming(string Task, SplitProtocol Protocol, string Arm, int Run, int Fold, double Seconds)
{
    internal static UnitTiming Of((WorkUnit Unit, FinishedUnit Finished) pair) => new(
        pair.Unit.Task, pair.Unit.Fold.Protocol, pair.Unit.Arm.Name, pair.Unit.Fold.Split.Run, pair.Unit.Fold.Split.Fold, pair.Finished.Seconds);
}
