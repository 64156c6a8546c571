using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>Whether the families that a network attends to in a class are those that it needs there.</summary>
/// <param name="Label">The class.</param>
/// <param name="Predictions">Predictions that it rests on: cells of the class, once a run.</param>
/// <param name="WithOcclusion">
/// Spearman's ρ over the families between mean attention and mean fall of the true class's probability without the family, with its interval over donors. The
/// ends are NaN where the donors are too few for an interval, the estimate where all families are alike.
/// </param>
/// <param name="WithExchange">The same with families exchanged among the test cells.</param>
public sealed record AttentionAgreement(int Label, int Predictions, ConfidenceInterval WithOcclusion, ConfidenceInterval WithExchange)
{
    /// <summary>Measures it for every class, over all predictions of all runs together.</summary>
    /// <param name="summary">Attention and falls.</param>
    /// <param name="resamples">Resamples of donors; a donor is drawn with all its cells and runs.</param>
    public static IReadOnlyList<AttentionAgreement> Of(FamilyEvidenceSummary summary, int resamples)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var options = new BootstrapOptions { Seed = 1, Resamples = resamples };
        DonorGroups donors = DonorGroups.From(summary.Cohort.Donors);
        return [.. Enumerable.Range(0, summary.Cohort.Classes.Length).Select(label =>
        {
            ConfidenceInterval Over(Func<FoldEvidence, Matrix> falls) => DonorSums.Of(summary.Folds, label, donors, falls).Interval(options);
            return new AttentionAgreement(label, summary.Folds.Sum(fold => fold.CellsOf(label)), Over(fold => fold.Occlusion), Over(fold => fold.Exchange));
        })];
    }

    /// <summary>Sums of attention and of falls over the cells of one class, a row a donor that has such cells.</summary>
    private sealed record DonorSums(Matrix Attention, Matrix Falls)
    {
        public static DonorSums Of(IReadOnlyList<FoldEvidence> folds, int label, DonorGroups donors, Func<FoldEvidence, Matrix> falls)
        {
            int families = folds[0].Attention.Columns;
            Matrix attention = new(donors.Count, families), fall = new(donors.Count, families);
            var has = new bool[donors.Count];
            foreach (FoldEvidence fold in folds)
            {
                Matrix ofFold = falls(fold);
                for (int cell = 0; cell < fold.Labels.Length; cell++)
                {
                    int donor = donors[fold.Split.Test[cell]];
                    for (int family = 0; family < families && fold.Labels[cell] == label; family++)
                    {
                        has[donor] = true;
                        attention[donor, family] += fold.Attention[cell, family];
                        fall[donor, family] += ofFold[cell, family];
                    }
                }
            }

            int[] rows = [.. Enumerable.Range(0, donors.Count).Where(donor => has[donor])];
            return new DonorSums(attention.SelectRows(rows), fall.SelectRows(rows));
        }

        public ConfidenceInterval Interval(BootstrapOptions options)
        {
            int donors = Attention.Rows;
            double estimate = donors == 0 ? double.NaN : Measure(DonorResampling.Once(donors));
            double[] resampled = donors < 2 ? [] : DonorResampling.Bootstrap(donors, options, Measure);
            return resampled.Count(double.IsNaN) * 2 >= resampled.Length
                ? new ConfidenceInterval(estimate, double.NaN, double.NaN, options.Level, donors, 0)
                : BootstrapInterval.From(estimate, resampled, () => DonorResampling.LeaveOneOut(donors, options, Measure), donors, options);
        }

        // Ranks of sums are those of means, so nothing is divided.
        private double Measure(int[] times) => RankCorrelation.Spearman(Sum(Attention, times), Sum(Falls, times));

        private static double[] Sum(Matrix rows, int[] times)
        {
            var sum = new double[rows.Columns];
            for (int row = 0; row < rows.Rows; row++)
            {
                for (int column = 0; column < sum.Length; column++)
                {
                    sum[column] += times[row] * rows[row, column];
                }
            }

            return sum;
        }
    }
}
