namespace EphysTx.Statistics;

/// <summary>How the ends of a bootstrap interval are read from the resamples.</summary>
public enum BootstrapMethod
{
    /// <summary>Quantiles of the resampled measure (Efron and Tibshirani 1993, chapter 13).</summary>
    Percentile,

    /// <summary>Bias-corrected and accelerated (Efron 1987, JASA 82:171), the acceleration from leaving out one donor at a time.</summary>
    Bca,
}

/// <summary>Settings of a bootstrap or permutation.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Number of resamples; 2,000 unless told, at least 100 is sensible.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Confidence level, between 0 and 1; 0.95 unless told.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Seed; resample b draws from a stream of its own, so the result does not depend on <see cref="Workers"/>.</summary>
    public required long Seed { get; init; }

    /// <summary>How the ends are read; percentile unless told.</summary>
    public BootstrapMethod Method { get; init; } = BootstrapMethod.Percentile;

    /// <summary>Threads at most; −1 (unless told) for as many as the machine has.</summary>
    public int Workers { get; init; } = -1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Resamples);
        if (Level is not (> 0 and < 1))
        {
            throw new EphysTxException($"The confidence level {Level} is not between 0 and 1; 0.95 means 95 %.");
        }

        if (Workers is 0 or < -1)
        {
            throw new EphysTxException($"{Workers} workers cannot compute anything; give 1 or more, or -1 for all.");
        }
    }
}
