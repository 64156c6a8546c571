using EphysTx.Features.Extraction;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>How an experiment is run.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Folder that finished units are kept in; several runs, profiles, experiments and machines may share one.</summary>
    public required string Store { get; init; }

    /// <summary>Protocols to run, each at most once.</summary>
    public IReadOnlyList<SplitProtocol> Protocols { get; init; } = [SplitProtocol.Paper, SplitProtocol.Donor];

    /// <summary>How often it repeats.</summary>
    public ExperimentProfile Profile { get; init; } = ExperimentProfile.Quick;

    /// <summary>Seed of the first run in place of the paper's; null for the paper's.</summary>
    public long? Seed { get; init; }

    /// <summary>Units computed at once, 1 or more, one thread each. No result depends on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Which part of the units is computed here; the others must be in the store before there is a result.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Only put together what is in the store; units that are missing are an error.</summary>
    public bool MergeOnly { get; init; }
}

/// <summary>How far an experiment is; reported after each unit, one report at a time.</summary>
/// <param name="Done">Units of this part that are finished, with those found in the store.</param>
/// <param name="Resumed">Those found in the store.</param>
/// <param name="Total">Units of this part.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">Estimate of the time that remains, each arm at its own pace; null before the first unit.</param>
/// <param name="Message">Something a person should know, or null.</param>
public sealed record ExperimentProgress(int Done, int Resumed, int Total, TimeSpan Elapsed, TimeSpan? Remaining, string? Message = null)
{
    /// <summary>Units per second of this run; 0 before the first.</summary>
    public double Rate => Done > Resumed && Elapsed > TimeSpan.Zero ? (Done - Resumed) / Elapsed.TotalSeconds : 0;
}
