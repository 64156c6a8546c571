using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>What a network made of each family on the test cells of one fold.</summary>
/// <param name="Split">The split.</param>
/// <param name="Labels">Class of each test cell.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Attention">Weight of each family, test cells × families; a row adds up to 1.</param>
/// <param name="Occlusion">Fall of the true class's probability when the family is taken away, test cells × families.</param>
/// <param name="Exchange">The same when the cell is given the family of another test cell.</param>
/// <param name="OcclusionF1">Fall of macro-F1 on the test cells when the family is taken away, per family.</param>
/// <param name="ExchangeF1">The same when the family is exchanged among the test cells.</param>
public sealed record FoldEvidence(
    Split Split, int[] Labels, int Classes, Matrix Attention, Matrix Occlusion, Matrix Exchange, IReadOnlyList<double> OcclusionF1, IReadOnlyList<double> ExchangeF1)
{
    /// <summary>Takes what an arm kept of one fold.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="split">The split.</param>
    /// <param name="outcome">What the arm kept; see <see cref="FamilyEvidence"/>.</param>
    /// <exception cref="EphysTxException">The arm kept no attention, or nothing about a family.</exception>
    public static FoldEvidence Of(Cohort cohort, Split split, ArmOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(outcome);
        int[] labels = Array.ConvertAll(split.Test, row => cohort.Labels[row]);
        int families = cohort.Families.Count;
        Matrix occlusion = new(labels.Length, families), exchange = new(labels.Length, families);
        var occlusionF1 = new double[families];
        var exchangeF1 = new double[families];
        double whole = MacroF1(labels, outcome.Probabilities);
        for (int family = 0; family < families; family++)
        {
            string name = cohort.Families[family].Name;
            Matrix without = Kept(outcome, FamilyEvidence.Without(name));
            Matrix exchanged = Kept(outcome, FamilyEvidence.Exchanged(name));
            occlusionF1[family] = whole - MacroF1(labels, without);
            exchangeF1[family] = whole - MacroF1(labels, exchanged);
            for (int cell = 0; cell < labels.Length; cell++)
            {
                double own = outcome.Probabilities[cell, labels[cell]];
                occlusion[cell, family] = own - without[cell, labels[cell]];
                exchange[cell, family] = own - exchanged[cell, labels[cell]];
            }
        }

        return new FoldEvidence(split, labels, cohort.Classes.Length, Kept(outcome, FamilyEvidence.Attention), occlusion, exchange, occlusionF1, exchangeF1);
    }

    /// <summary>Test cells of a class.</summary>
    public int CellsOf(int label) => Labels.Count(other => other == label);

    /// <summary>Mean over the test cells of each class, classes × families; NaN where a class has no test cell.</summary>
    /// <param name="ofCells">Test cells × families, for example <see cref="Attention"/>.</param>
    public Matrix ClassMeans(Matrix ofCells)
    {
        ArgumentNullException.ThrowIfNull(ofCells);
        var means = new Matrix(Classes, ofCells.Columns);
        for (int label = 0; label < Classes; label++)
        {
            int cells = CellsOf(label);
            for (int family = 0; family < ofCells.Columns; family++)
            {
                double sum = 0;
                for (int cell = 0; cell < Labels.Length; cell++)
                {
                    sum += Labels[cell] == label ? ofCells[cell, family] : 0;
                }

                means[label, family] = cells == 0 ? double.NaN : sum / cells;
            }
        }

        return means;
    }

    private static double MacroF1(int[] labels, Matrix probabilities) =>
        ConfusionMatrix.From(labels, TabularClassifierExtensions.MostProbable(probabilities), probabilities.Columns).MacroF1;

    private static Matrix Kept(ArmOutcome outcome, string name) => outcome.Arrays.TryGetValue(name, out Matrix? values) ? values
        : throw new EphysTxException($"The model kept no '{name}'; take one with attention that is explained, such as {SequenceModels.Attention}.");
}
