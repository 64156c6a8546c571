namespace EphysTx.Notebooks;

/// <summary>How much the notebooks compute: the same experiments, with fewer or all repetitions.</summary>
/// <param name="Name"><c>quick</c> or <c>full</c>.</param>
/// <param name="MouseRuns">Mouse hold-outs under each split protocol; the paper has 10.</param>
/// <param name="HumanRuns">Human 5-fold cross-validations under each split protocol; the paper has 10.</param>
/// <param name="Trees">Trees of a random forest.</param>
/// <param name="ImportanceRepeats">Random permutations per feature family.</param>
/// <param name="BootstrapResamples">Resamples of donors behind an interval.</param>
public sealed record RunProfile(string Name, int MouseRuns, int HumanRuns, int Trees, int ImportanceRepeats, int BootstrapResamples)
{
    /// <summary>Most cells of a two-dimensional map.</summary>
    public int MapCells { get; init; } = 1000;

    /// <summary>Mouse hold-outs of the forest on sparse components; human cells get one 5-fold cross-validation.</summary>
    public int ComponentRuns { get; init; } = 3;

    /// <summary>Mouse hold-outs of each network under each split protocol; the paper has 10.</summary>
    public int NetworkMouseRuns { get; init; } = 1;

    /// <summary>Human 5-fold cross-validations of each network under each split protocol; the paper has 10.</summary>
    public int NetworkHumanRuns { get; init; } = 1;

    /// <summary>Mouse hold-outs of the network whose attention is looked at, under the donor protocol; more than one, for the spread.</summary>
    public int AttentionMouseRuns { get; init; } = 2;

    /// <summary>Human 5-fold cross-validations of the experiments that learn from both species; the paper has 10.</summary>
    public int TransferRuns { get; init; } = 1;

    /// <summary>Most splits of the networks that learn from both species.</summary>
    public int TransferSplits { get; init; } = 2;

    /// <summary>Donor-grouped folds, outer and inner, of a model for prediction.</summary>
    public int TrainingFolds { get; init; } = 3;

    /// <summary>Whether a model for prediction is chosen among all candidates, and its trust tested on all folds.</summary>
    public bool ChoosesModel { get; init; }

    /// <summary>Whether every network of the experiments is trained, or those alone that the lessons speak of.</summary>
    public bool EveryNetwork { get; init; }

    /// <summary>A few repetitions, for a first look and for continuous integration: some minutes for all notebooks.</summary>
    public static RunProfile Quick { get; } = new("quick", MouseRuns: 5, HumanRuns: 2, Trees: 500, ImportanceRepeats: 3, BootstrapResamples: 2000);

    /// <summary>Every repetition of the paper, for tables that are quoted.</summary>
    public static RunProfile Full { get; } = new("full", MouseRuns: 10, HumanRuns: 10, Trees: 500, ImportanceRepeats: 10, BootstrapResamples: 10000)
    {
        MapCells = 5000,
        ComponentRuns = 10,
        NetworkMouseRuns = 10,
        NetworkHumanRuns = 10,
        AttentionMouseRuns = 10,
        TransferRuns = 5,
        TransferSplits = 25,
        TrainingFolds = 5,
        ChoosesModel = true,
        EveryNetwork = true,
    };

    /// <summary>The profile of a name.</summary>
    /// <exception cref="EphysTxException">The name is neither quick nor full.</exception>
    public static RunProfile Named(string name) => name switch
    {
        "quick" => Quick,
        "full" => Full,
        _ => throw new EphysTxException($"The profile '{name}' does not exist; EPHYSTX_PROFILE and --profile take quick or full."),
    };
}
