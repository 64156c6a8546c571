namespace EphysTx.Recordings.Quality;

/// <summary>Limits on a sweep's quality numbers, in mV; a number above its limit fails, one that was not measured does not.</summary>
public sealed record QualityCriteria
{
    /// <summary>Limit on the noise before the stimulus.</summary>
    public double PreNoise { get; init; } = 0.07;

    /// <summary>Limit on the noise at the end (not for ramps).</summary>
    public double PostNoise { get; init; } = 0.07;

    /// <summary>Limit on the slow noise before the stimulus.</summary>
    public double SlowNoise { get; init; } = 0.5;

    /// <summary>Limit on the change of voltage over the sweep (not for ramps).</summary>
    public double VoltageDelta { get; init; } = 1.0;

    /// <summary>Every limit that a sweep exceeds, in words; empty when it passes.</summary>
    /// <param name="quality">The sweep's numbers.</param>
    /// <param name="isRamp">Whether what follows the stimulus is left out of account.</param>
    public IReadOnlyList<string> Failures(SweepQuality quality, bool isRamp)
    {
        List<string> failures = [];
        Check(failures, "noise before the stimulus", quality.PreNoise, PreNoise);
        Check(failures, "noise at the end", isRamp ? double.NaN : quality.PostNoise, PostNoise);
        Check(failures, "slow noise before the stimulus", quality.SlowNoise, SlowNoise);
        Check(failures, "change of voltage over the sweep", isRamp ? double.NaN : quality.VoltageDelta, VoltageDelta);
        return failures;
    }

    private static void Check(List<string> failures, string what, double value, double limit)
    {
        if (value > limit)
        {
            failures.Add(FormattableString.Invariant($"{what} {value:0.###} mV is above {limit:0.###} mV"));
        }
    }
}
