using System.Diagnostics;

namespace EphysTx.Experiments;

/// <summary>Keeps count of units and time, and tells the progress.</summary>
internal sealed class RunClock
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly IProgress<ExperimentProgress>? _progress;
    private readonly int _jobs;
    private readonly int _total;
    private readonly Dictionary<(string Task, string Arm), (int Open, int Timed, double Seconds)> _arms = [];
    private int _done;
    private int _resumed;

    public RunClock(IReadOnlyList<WorkUnit> units, int jobs, IProgress<ExperimentProgress>? progress)
    {
        _progress = progress;
        _jobs = jobs;
        _total = units.Count;
        foreach (WorkUnit unit in units)
        {
            _arms[Of(unit)] = _arms.GetValueOrDefault(Of(unit)) with { Open = _arms.GetValueOrDefault(Of(unit)).Open + 1 };
        }
    }

    /// <summary>A unit was found in the store.</summary>
    public void Resumed(WorkUnit unit, double seconds, bool tell = false) => Count(unit, seconds, isNew: false, tell);

    /// <summary>A unit was computed.</summary>
    public void Computed(WorkUnit unit, double seconds) => Count(unit, seconds, isNew: true, tell: true);

    /// <summary>Reports where the run is, with a message or without.</summary>
    public void Tell(string? message)
    {
        lock (_lock)
        {
            _progress?.Report(new ExperimentProgress(_done, _resumed, _total, _clock.Elapsed, Remaining(), message));
        }
    }

    private static (string Task, string Arm) Of(WorkUnit unit) => (unit.Task, unit.Arm.Name);

    private void Count(WorkUnit unit, double seconds, bool isNew, bool tell)
    {
        lock (_lock)
        {
            (int open, int timed, double sum) = _arms[Of(unit)];
            _arms[Of(unit)] = (open - 1, timed + 1, sum + seconds);
            _done++;
            _resumed += isNew ? 0 : 1;
            if (tell)
            {
                Tell(null);
            }
        }
    }

    // An arm without a finished unit is taken to be as slow as the mean of the others.
    private TimeSpan? Remaining()
    {
        int timed = _arms.Values.Sum(arm => arm.Timed);
        if (timed == 0)
        {
            return null;
        }

        double mean = _arms.Values.Sum(arm => arm.Seconds) / timed;
        return TimeSpan.FromSeconds(_arms.Values.Sum(arm => arm.Open * (arm.Timed > 0 ? arm.Seconds / arm.Timed : mean)) / _jobs);
    }
}
