using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Sets of classes that hold the true one with a promised probability, whatever the model.
/// <para>
/// What is promised. Let the calibration donors be K, their cells' scores computed by a model that has seen none of these donors, and the new cell one drawn at random
/// from a new donor. If the K + 1 donors are exchangeable and cells are exchangeable within a donor, then with <see cref="ConformalExchangeability.Donors"/>
/// the set holds the true class with probability at least <c>Level</c>. The probability is over donors and cells together: it is no promise for a particular
/// donor, for donors of another species, laboratory or preparation, or for each class (see <see cref="ConformalOptions.ClassConditional"/>, whose promise is of a cell drawn at random among the cells of that class of a new donor that has such cells).
/// </para>
/// <para>
/// Where the scores come from cross-validation and the model that is applied was then trained on all donors (cross-conformal; Vovk 2015), the exact promise does not
/// hold any more; in practice sets are slightly too large, as the final model has seen more donors. Coverage is therefore measured on further donors as well (<see cref="ConformalCoverage"/>).
/// </para>
/// </summary>
/// <param name="Level">Promised coverage, between 0 and 1.</param>
/// <param name="Thresholds">Per class the largest score that is still in the set; +∞ where there are too few donors for the level.</param>
/// <param name="Options">The settings.</param>
public sealed record ConformalSets(double Level, IReadOnlyList<double> Thresholds, ConformalOptions Options)
{
    /// <summary>Finds the thresholds.</summary>
    /// <param name="truth">True class of each calibration cell.</param>
    /// <param name="probabilities">Calibration cells × classes, from a model that has not seen their donors.</param>
    /// <param name="donors">Donor of each calibration cell.</param>
    /// <param name="level">Promised coverage, between 0 and 1.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="EphysTxException">Rows, labels and donors do not fit, or the level is not between 0 and 1.</exception>
    public static ConformalSets Calibrate(int[] truth, Matrix probabilities, DonorGroups donors, double level, ConformalOptions? options = null)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        ArgumentNullException.ThrowIfNull(donors);
        if (donors.Cells != truth.Length || level is not (> 0 and < 1))
        {
            throw new EphysTxException($"Conformal sets need one donor a cell ({donors.Cells} for {truth.Length} cells) and a level between 0 and 1, not {level}.");
        }

        options ??= new ConformalOptions();
        double[] scores = [.. truth.Select((label, row) => ScoreOf(probabilities.Row(row), label, options.Score))];
        int[] all = [.. Enumerable.Range(0, truth.Length)];
        double[] thresholds = options.ClassConditional
            ? [.. Enumerable.Range(0, probabilities.Columns).Select(label => Threshold(Array.FindAll(all, row => truth[row] == label)))]
            : [.. Enumerable.Repeat(Threshold(all), probabilities.Columns)];
        return new ConformalSets(level, thresholds, options);

        double Threshold(int[] rows)
        {
            DonorGroups groups = options.Exchangeability == ConformalExchangeability.Donors ? donors.Select(rows) : DonorGroups.Ungrouped(rows.Length);
            return WeightedQuantile([.. rows.Select(row => scores[row])], groups, level);
        }
    }

    /// <summary>The classes in the set of each cell, most probable first.</summary>
    /// <param name="probabilities">Cells × classes, calibrated as the calibration cells' were.</param>
    public int[][] SetsOf(Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        int[] most = ProbabilityScores.MostProbable(probabilities);
        return [.. Enumerable.Range(0, probabilities.Rows).Select(row =>
            Enumerable.Range(0, probabilities.Columns)
                .Where(label => ScoreOf(probabilities.Row(row), label, Options.Score) <= Thresholds[label] || (Options.NeverEmpty && label == most[row]))
                .OrderByDescending(label => probabilities[row, label])
                .ThenBy(label => label)
                .ToArray())];
    }

    /// <summary>
    /// The smallest score s at which Σ over donors of (share of the donor's cells with a score up to s) / (K + 1) reaches the level: each donor has the mass
    /// 1 / (K + 1), shared among its cells, and the new donor the same mass at infinity.
    /// </summary>
    internal static double WeightedQuantile(double[] scores, DonorGroups donors, double level)
    {
        var cells = new int[donors.Count];
        foreach (int donor in donors.Codes)
        {
            cells[donor]++;
        }

        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(row => scores[row])];
        double mass = 0;
        double needed = level * (donors.Count + 1);
        foreach (int row in order)
        {
            mass += 1.0 / cells[donors[row]];

            // Sums of shares are off by some rounding; a mass that is short by less than this is enough.
            if (mass >= needed - 1e-9)
            {
                return scores[row];
            }
        }

        return double.PositiveInfinity;
    }

    private static double ScoreOf(ReadOnlySpan<double> probabilities, int label, ConformalScore score)
    {
        if (score == ConformalScore.OneMinusProbability)
        {
            return 1 - probabilities[label];
        }

        double sum = 0;
        foreach (double probability in probabilities)
        {
            sum += probability >= probabilities[label] ? probability : 0;
        }

        return sum;
    }
}
