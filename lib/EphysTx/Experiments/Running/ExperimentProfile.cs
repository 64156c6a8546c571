namespace EphysTx.Experiments;

/// <summary>How often an experiment repeats. What a single fold computes is the same in every profile, so that quick's results are part of full's.</summary>
/// <param name="Name"><c>quick</c> or <c>full</c>.</param>
/// <param name="MouseRuns">Mouse hold-outs under each protocol; the paper has 10.</param>
/// <param name="HumanRuns">Human 5-fold cross-validations under each protocol; the paper has 10.</param>
/// <param name="SeedRuns">Repetitions with another seed where the split is given (from one condition to another).</param>
/// <param name="Resamples">Resamples of donors behind an interval, and permutations behind a p value.</param>
public sealed record ExperimentProfile(string Name, int MouseRuns, int HumanRuns, int SeedRuns, int Resamples)
{
    /// <summary>A few repetitions, for a first look.</summary>
    public static ExperimentProfile Quick { get; } = new("quick", MouseRuns: 3, HumanRuns: 2, SeedRuns: 1, Resamples: 2000);

    /// <summary>Every repetition of the paper, for tables that are quoted.</summary>
    public static ExperimentProfile Full { get; } = new("full", MouseRuns: 10, HumanRuns: 10, SeedRuns: 5, Resamples: 10000);

    /// <summary>The profile of a name.</summary>
    /// <exception cref="EphysTxException">The name is neither quick nor full.</exception>
    public static ExperimentProfile Named(string name) => name switch
    {
        "quick" => Quick,
        "full" => Full,
        _ => throw new EphysTxException($"There is no profile '{name}'; --profile takes quick or full."),
    };
}
