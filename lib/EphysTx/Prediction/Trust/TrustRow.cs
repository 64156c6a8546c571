using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>What a model does with cells that it has not seen, under one condition.</summary>
/// <param name="Condition">In words.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="Features">Features that a cell has on average.</param>
/// <param name="MacroF1">Macro-F1 of the most probable class, abstentions ignored.</param>
/// <param name="Accuracy">Share of the most probable classes that are right, abstentions ignored.</param>
/// <param name="Abstained">Share of the cells that get no label.</param>
/// <param name="LabelAccuracy">Share of the given labels that are right; NaN when none is given.</param>
/// <param name="Coverage">Share of the cells whose set of the level 0.9 (or the next one to it) holds the truth.</param>
/// <param name="SetSize">Classes in such a set on average.</param>
/// <param name="Probability">Mean probability of the most probable class.</param>
/// <param name="Agreement">Share of the cells whose most probable class is that of the reference condition; NaN where there is none.</param>
public sealed record TrustRow(
    string Condition,
    int Cells,
    double Features,
    double MacroF1,
    double Accuracy,
    double Abstained,
    double LabelAccuracy,
    double Coverage,
    double SetSize,
    double Probability,
    double Agreement = double.NaN)
{
    private const double Level = 0.9;

    /// <summary>Sums predictions up.</summary>
    /// <param name="condition">In words.</param>
    /// <param name="predictions">One a cell.</param>
    /// <param name="truth">The class of each.</param>
    /// <param name="classes">All classes.</param>
    /// <param name="reference">Predictions for the same cells under the reference condition; null for none.</param>
    internal static TrustRow Of(
        string condition, IReadOnlyList<CellPrediction> predictions, IReadOnlyList<string> truth, IReadOnlyList<string> classes, IReadOnlyList<CellPrediction>? reference = null)
    {
        int[] labels = [.. truth.Select(name => classes.IndexOf(name))], said = [.. predictions.Select(one => classes.IndexOf(one.MostProbable))];
        bool[] right = [.. predictions.Zip(truth, (one, name) => one.MostProbable == name)];
        bool[] labelled = [.. predictions.Select(one => one.Label is not null)];
        IReadOnlyList<string>[] sets = [.. predictions.Select(one => one.Sets.MinBy(set => Math.Abs(set.Level - Level)).Classes)];
        return new TrustRow(
            condition,
            predictions.Count,
            predictions.Average(one => one.Cell.Values.Count(double.IsFinite)),
            ClassScores.Of(labels, said, classes.Count).MacroF1,
            right.Average(one => one ? 1.0 : 0),
            labelled.Average(one => one ? 0 : 1.0),
            labelled.Any(one => one) ? right.Where((_, i) => labelled[i]).Average(one => one ? 1.0 : 0) : double.NaN,
            sets.Zip(truth, (set, name) => set.Contains(name) ? 1.0 : 0).Average(),
            sets.Average(set => set.Count),
            predictions.Average(one => one.Probabilities.Max()),
            reference is null ? double.NaN : predictions.Zip(reference, (one, other) => one.MostProbable == other.MostProbable ? 1.0 : 0).Average());
    }
}

/// <summary>Lists as they are wanted here.</summary>
internal static class ListExtensions
{
    public static int IndexOf(this IReadOnlyList<string> list, string name)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
