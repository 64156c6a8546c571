namespace EphysTx.Statistics;

/// <summary>
/// Divides cells into training and test parts. <c>labels</c> holds one class number (from 0) a cell, <c>donors</c> one donor
/// a cell; donors may be null under <see cref="SplitProtocol.Paper"/>. Equal arguments and seed give the equal split.
/// <para>
/// Paper: per class, each part's count is its exact share rounded down or up, and part sizes are within one cell of each
/// other in k-fold. Donor: donors are dealt to parts in random order, each where it is lacking most, then moved and swapped
/// while that brings each class's share of cells in each part closer to the target.
/// </para>
/// <para>
/// A class with fewer cells (Paper) or donors (Donor) than parts cannot be in each part: see <see cref="SmallClasses"/>.
/// </para>
/// </summary>
public static class Splits
{
    /// <summary>K-fold cross-validation: each cell is tested in exactly one fold.</summary>
    /// <param name="labels">Class number of each cell.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="seed">Seed of the shuffling.</param>
    /// <param name="smallClasses">What happens to a class smaller than the number of folds.</param>
    /// <exception cref="EphysTxException">A class is too small, there are fewer donors than folds, or labels and donors do not fit.</exception>
    public static Split[] KFold(
        int[] labels, DonorGroups? donors, int folds, SplitProtocol protocol, long seed, SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var fractions = new double[folds];
        Array.Fill(fractions, 1.0 / folds);
        int[] part = Partition.Assign(labels, donors, fractions, protocol, seed, smallClasses);
        return Enumerable.Range(0, folds)
            .Select(fold => new Split(Partition.Rows(part, p => p != fold), Partition.Rows(part, p => p == fold))
            {
                Fold = fold,
                Seed = FoldSeed(seed, fold),
            })
            .ToArray();
    }

    /// <summary>K-fold cross-validation <paramref name="repeats"/> times (1 or more): run r (from 0) is <see cref="KFold"/> with seed <paramref name="seed"/> + r.</summary>
    /// <returns>Run after run, fold after fold; <paramref name="repeats"/> × <paramref name="folds"/> splits.</returns>
    /// <inheritdoc cref="KFold"/>
    public static Split[] RepeatedKFold(
        int[] labels, DonorGroups? donors, int folds, int repeats, SplitProtocol protocol, long seed, SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeats);
        return Enumerable.Range(0, repeats)
            .SelectMany(run => KFold(labels, donors, folds, protocol, seed + run, smallClasses).Select(split => split with { Run = run }))
            .ToArray();
    }

    /// <summary>One training and one test part.</summary>
    /// <param name="labels">Class number of each cell.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="seed">Seed of the shuffling.</param>
    /// <param name="test">Fraction of the cells to test on, between 0 and 1.</param>
    /// <param name="smallClasses">What happens to a class too small for two parts.</param>
    /// <exception cref="EphysTxException">A class is too small, there are too few donors, or labels and donors do not fit.</exception>
    public static Split HoldOut(
        int[] labels, DonorGroups? donors, SplitProtocol protocol, long seed, double test = 0.2, SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ThrowUnlessFraction(test, nameof(test));
        int[] part = Partition.Assign(labels, donors, [1 - test, test], protocol, seed, smallClasses);
        return new Split(Partition.Rows(part, p => p == 0), Partition.Rows(part, p => p == 1)) { Seed = seed };
    }

    /// <summary>Training, validation and test part; by default 60 %, 20 % and 20 % of the cells.</summary>
    /// <param name="labels">Class number of each cell.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="seed">Seed of the shuffling.</param>
    /// <param name="validation">Fraction of the cells to validate on.</param>
    /// <param name="test">Fraction of the cells to test on; the rest is for training.</param>
    /// <param name="smallClasses">What happens to a class too small for three parts.</param>
    /// <exception cref="EphysTxException">A class is too small, there are too few donors, or labels and donors do not fit.</exception>
    public static ThreeWaySplit TrainValidationTest(
        int[] labels,
        DonorGroups? donors,
        SplitProtocol protocol,
        long seed,
        double validation = 0.2,
        double test = 0.2,
        SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ThrowUnlessFraction(validation, nameof(validation));
        ThrowUnlessFraction(test, nameof(test));
        ThrowUnlessFraction(validation + test, nameof(test));
        int[] part = Partition.Assign(labels, donors, [1 - validation - test, validation, test], protocol, seed, smallClasses);
        return new ThreeWaySplit(Partition.Rows(part, p => p == 0), Partition.Rows(part, p => p == 1), Partition.Rows(part, p => p == 2)) { Seed = seed };
    }

    /// <summary>As many three-way hold-outs as <paramref name="repeats"/> (1 or more): run r (from 0) is <see cref="TrainValidationTest"/> with seed <paramref name="seed"/> + r.</summary>
    /// <inheritdoc cref="TrainValidationTest"/>
    public static ThreeWaySplit[] RepeatedTrainValidationTest(
        int[] labels,
        DonorGroups? donors,
        int repeats,
        SplitProtocol protocol,
        long seed,
        double validation = 0.2,
        double test = 0.2,
        SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeats);
        return Enumerable.Range(0, repeats)
            .Select(run => TrainValidationTest(labels, donors, protocol, seed + run, validation, test, smallClasses) with { Run = run })
            .ToArray();
    }

    /// <summary>
    /// Takes a validation part out of a split's training part; the test part stays. The seed is the split's own
    /// (<see cref="Split.Seed"/>), so that a fold is the same whichever others are run.
    /// </summary>
    /// <param name="split">The split whose training part is divided.</param>
    /// <param name="labels">Class number of each cell of the whole cohort.</param>
    /// <param name="donors">Donor of each cell of the whole cohort.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="fraction">Fraction of the training part to validate on; the paper takes 0.25.</param>
    /// <param name="smallClasses">What happens to a class too small for two parts.</param>
    /// <exception cref="EphysTxException">A class of the training part is too small, or labels and donors do not fit.</exception>
    public static ThreeWaySplit WithValidation(
        Split split, int[] labels, DonorGroups? donors, SplitProtocol protocol, double fraction = 0.25, SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(labels);
        Split inner = HoldOut(Take(labels, split.Train), donors?.Select(split.Train), protocol, split.Seed, fraction, smallClasses);
        return new ThreeWaySplit(Take(split.Train, inner.Train), Take(split.Train, inner.Test), split.Test)
        {
            Run = split.Run,
            Fold = split.Fold,
            Seed = split.Seed,
        };
    }

    /// <summary>
    /// Folds inside a split's training part (nested cross-validation, stacking): train and test together are the split's
    /// training rows, numbered as in the whole cohort. The seed is the split's own.
    /// </summary>
    /// <param name="split">The split whose training part is divided.</param>
    /// <param name="labels">Class number of each cell of the whole cohort.</param>
    /// <param name="donors">Donor of each cell of the whole cohort.</param>
    /// <param name="folds">Number of folds, 2 or more.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="smallClasses">What happens to a class smaller than the number of folds.</param>
    /// <exception cref="EphysTxException">A class of the training part is too small, or labels and donors do not fit.</exception>
    public static Split[] Inner(
        Split split, int[] labels, DonorGroups? donors, int folds, SplitProtocol protocol, SmallClasses smallClasses = SmallClasses.Refuse)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(labels);
        return KFold(Take(labels, split.Train), donors?.Select(split.Train), folds, protocol, split.Seed, smallClasses)
            .Select(inner => inner with { Train = Take(split.Train, inner.Train), Test = Take(split.Train, inner.Test), Run = split.Run })
            .ToArray();
    }

    /// <summary>The paper's seed of a fold: run seed + 1000 · fold, the fold counted from 0.</summary>
    public static long FoldSeed(long runSeed, int fold) => runSeed + (1000L * fold);

    private static int[] Take(int[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);

    private static void ThrowUnlessFraction(double value, string name)
    {
        if (value is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "A fraction of the cells must lie between 0 and 1, both excluded.");
        }
    }
}
