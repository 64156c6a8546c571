using System.Collections.Concurrent;
using System.Diagnostics;
using EphysTx.Cohorts;

namespace EphysTx.Experiments;

/// <summary>
/// Runs an experiment: its units side by side, each kept as soon as it is finished. A run that was ended, however that happened, goes on where it was;
/// the result does not depend on the number of workers, interruptions and parts.
/// </summary>
public sealed class ExperimentRun
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly ExperimentOptions _options;
    private readonly UnitStore _store;
    private readonly IReadOnlyList<WorkUnit> _all;
    private readonly IReadOnlyList<WorkUnit> _mine;
    private readonly RunClock _clock;
    private readonly ConcurrentDictionary<WorkUnit, FinishedUnit> _finished = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentQueue<(WorkUnit Unit, EphysTxException Error)> _failed = new();

    private ExperimentRun(IReadOnlyList<WorkUnit> units, ExperimentOptions options, IProgress<ExperimentProgress>? progress)
    {
        _options = options;
        _all = units;
        _mine = options.Shard.Of(units);
        _store = UnitStore.Open(options.Store);
        _clock = new RunClock(_mine, options.Jobs, progress);
    }

    /// <summary>Computes the units that the store does not have, and puts the result together.</summary>
    /// <param name="experiment">What is run.</param>
    /// <param name="cohorts">The cells.</param>
    /// <param name="options">Protocols, profile, store, workers, part.</param>
    /// <param name="progress">Told after each unit, from several threads but one at a time.</param>
    /// <param name="cancellationToken">Ends the run; finished units stay in the store.</param>
    /// <returns>The result, or what other parts have still to compute.</returns>
    /// <exception cref="EphysTxException">A unit failed (the others are finished first), or the store cannot be written.</exception>
    public static async Task<ExperimentOutcome> RunAsync(
        Experiment experiment, CohortSet cohorts, ExperimentOptions options, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(cohorts);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jobs, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfZero(options.Protocols.Count, nameof(options));
        BoundTask[] tasks = [.. experiment.Tasks.Select(task => BoundTask.Of(task, cohorts, options))];
        var run = new ExperimentRun(WorkUnit.Of(experiment.Name, tasks), options, progress);
        run.TakeOver(cancellationToken);
        if (!options.MergeOnly)
        {
            await run.ComputeAsync(cancellationToken).ConfigureAwait(false);
        }

        return run.Finish(experiment, tasks, cancellationToken);
    }

    private void TakeOver(CancellationToken cancellationToken)
    {
        foreach (WorkUnit unit in _mine)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (StoredState state, FinishedUnit? finished) = _store.Find(unit);
            if (finished is not null)
            {
                _finished[unit] = finished;
                _clock.Resumed(unit, finished.Seconds);
            }
            else if (state == StoredState.Damaged)
            {
                _clock.Tell($"{Path.Combine(_options.Store, unit.FileName)} is damaged; {(_options.MergeOnly ? "it does not count" : "it is computed again")} ({unit.Description}).");
            }
        }

        _clock.Tell(null);
    }

    private async Task ComputeAsync(CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = cancellationToken };
        WorkUnit[] open = [.. _mine.Where(unit => !_finished.ContainsKey(unit))];
        bool hasTold = false;
        while (open.Length > 0)
        {
            var elsewhere = new ConcurrentBag<WorkUnit>();
            await Parallel.ForEachAsync(open, parallel, (unit, token) =>
            {
                if (!TryCompute(unit, token))
                {
                    elsewhere.Add(unit);
                }

                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
            var left = new HashSet<WorkUnit>(elsewhere, ReferenceEqualityComparer.Instance);
            open = [.. open.Where(left.Contains)];
            if (open.Length > 0)
            {
                if (!hasTold)
                {
                    _clock.Tell($"waiting for {open.Length} units that another process is computing");
                    hasTold = true;
                }

                await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Computes a unit; false where another process has it.</summary>
    private bool TryCompute(WorkUnit unit, CancellationToken cancellationToken)
    {
        using IDisposable? claim = _store.Claim(unit);
        if (claim is null)
        {
            return false;
        }

        // Another process may have finished it since the start.
        if (_store.Find(unit).Unit is { } known)
        {
            _finished[unit] = known;
            _clock.Resumed(unit, known.Seconds, tell: true);
            return true;
        }

        try
        {
            long start = Stopwatch.GetTimestamp();
            ArmOutcome outcome = unit.Arm.Run(unit.Fold, cancellationToken);
            outcome.Check(unit.Fold.Split.Test.Length, unit.Fold.ClassCount);
            var finished = new FinishedUnit(outcome, Stopwatch.GetElapsedTime(start).TotalSeconds);
            _store.Keep(unit, finished);
            _finished[unit] = finished;
            _clock.Computed(unit, finished.Seconds);
        }
        catch (EphysTxException error)
        {
            // The others are finished first: hours of work must not hang on one fold.
            _failed.Enqueue((unit, error));
            _clock.Tell($"failed: {unit.Description}: {error.Message}");
        }

        return true;
    }

    private ExperimentOutcome Finish(Experiment experiment, BoundTask[] tasks, CancellationToken cancellationToken)
    {
        if (_failed.TryPeek(out (WorkUnit Unit, EphysTxException Error) first))
        {
            throw new EphysTxException($"{_failed.Count} of {_mine.Count} units failed, the others are kept; the first: {first.Unit.Description}: {first.Error.Message}", first.Error);
        }

        foreach (WorkUnit unit in _all.Where(unit => !_finished.ContainsKey(unit)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_store.Find(unit).Unit is { } finished)
            {
                _finished[unit] = finished;
            }
        }

        int missing = _all.Count - _finished.Count;
        if (missing > 0)
        {
            return _options.MergeOnly
                ? throw new EphysTxException($"{missing} of {_all.Count} units are not in {_options.Store}; run the experiment on it without --merge, or copy the units of the other parts there.")
                : new ExperimentOutcome(null, _all.Count, missing);
        }

        return new ExperimentOutcome(ExperimentResult.Of(experiment, tasks, _options, [.. _all.Select(unit => (unit, _finished[unit]))], cancellationToken), _all.Count, 0);
    }
}

/// <summary>What a run came to.</summary>
/// <param name="Result">The result, or null while units of other parts are missing.</param>
/// <param name="Units">Units of the whole experiment.</param>
/// <param name="Missing">Units that other parts have still to compute.</param>
public sealed record ExperimentOutcome(ExperimentResult? Result, int Units, int Missing);
