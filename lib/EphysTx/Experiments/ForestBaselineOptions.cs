using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>Settings of the forest baseline.</summary>
public sealed record ForestBaselineOptions
{
    /// <summary>Trees per forest; 500 unless told.</summary>
    public int Trees { get; init; } = 500;

    /// <summary>Mouse hold-outs per split protocol, 1 or more; the paper has 10.</summary>
    public int MouseRuns { get; init; } = 10;

    /// <summary>Human 5-fold cross-validations per split protocol, 1 or more; the paper has 10.</summary>
    public int HumanRuns { get; init; } = 10;

    /// <summary>Random permutations per feature family, 1 or more.</summary>
    public int ImportanceRepeats { get; init; } = 10;

    /// <summary>Resamples of donors behind an interval.</summary>
    public int BootstrapResamples { get; init; } = 2000;

    /// <summary>Class weights; balanced unless told.</summary>
    public ClassWeighting ClassWeighting { get; init; } = ClassWeighting.Balanced;

    /// <summary>First seed of the mouse runs; the paper has 23 … 32.</summary>
    public long MouseSeed { get; init; } = 23;

    /// <summary>First seed of the human runs; the paper has 9 … 18.</summary>
    public long HumanSeed { get; init; } = 9;

    /// <summary>Threads at most; −1 (unless told) for as many as the machine has. The results do not depend on it.</summary>
    public int Workers { get; init; } = -1;

    internal RandomForestTrainer Trainer(bool outOfBag = false) => new(new RandomForestOptions
    {
        TreeCount = Trees,
        ClassWeighting = ClassWeighting,
        MaxDegreeOfParallelism = Workers,
        OutOfBag = outOfBag,
    });
}
