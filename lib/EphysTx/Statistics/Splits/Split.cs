namespace EphysTx.Statistics;

/// <summary>Training and test cells of one fold or hold-out, as row numbers counted from 0, each ascending; they share no cell.</summary>
/// <param name="Train">Rows to train on; everything that is fitted (also means, medians, thresholds) sees only these.</param>
/// <param name="Test">Rows to test on.</param>
public sealed record Split(int[] Train, int[] Test)
{
    /// <summary>Number of the repeat this split belongs to, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Number of the fold inside its run, from 0; 0 for a hold-out.</summary>
    public int Fold { get; init; }

    /// <summary>
    /// Seed for what happens inside this split (its validation part, the model): the run's seed + 1000 · <see cref="Fold"/>,
    /// as in the paper's experiments.
    /// </summary>
    public long Seed { get; init; }
}

/// <summary>Training, validation and test cells, as row numbers counted from 0, each ascending; no cell is in two parts.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="Validation">Rows for early stopping, calibration and choices; never for the result.</param>
/// <param name="Test">Rows for the result only.</param>
public sealed record ThreeWaySplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Number of the repeat this split belongs to, from 0.</summary>
    public int Run { get; init; }

    /// <summary>Number of the fold inside its run, from 0; 0 for a hold-out.</summary>
    public int Fold { get; init; }

    /// <summary>Seed for what happens inside this split; see <see cref="Split.Seed"/>.</summary>
    public long Seed { get; init; }
}
