using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>How cells are predicted.</summary>
public sealed record PredictionOptions
{
    /// <summary>Smallest probability that is given as a label, 0 to 1.</summary>
    public double LeastProbability { get; init; } = 0.5;

    /// <summary>Smallest share of the features that a cell must have, 0 to 1.</summary>
    public double LeastFeatures { get; init; } = 0.3;

    /// <summary>Smallest sampling rate of a recording that gets a label, in Hz; 0 for none. Slower ones change the shape of spikes so much that labels go wrong with high probabilities.</summary>
    public double LeastSamplingRate { get; init; } = 20_000;
}

/// <summary>Says of cells which class they are, how sure that is, and when it is better not to say.</summary>
public static class Predictor
{
    /// <summary>Predicts cells. It never throws for what a cell is like.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cells">The cells, values in the model's order.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentException">A cell has not one value a feature.</exception>
    public static IReadOnlyList<CellPrediction> Predict(TrainedModel model, IReadOnlyList<CellFeatures> cells, PredictionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(cells);
        options ??= new PredictionOptions();
        if (cells.Count == 0)
        {
            return [];
        }

        var values = new Matrix(cells.Count, model.Features.Count);
        for (int row = 0; row < cells.Count; row++)
        {
            if (cells[row].Values.Count != model.Features.Count)
            {
                throw new ArgumentException($"The cell {cells[row].Id} has {cells[row].Values.Count} values, but the model {model.Features.Count} features.", nameof(cells));
            }

            cells[row].Values.Select(value => double.IsFinite(value) ? value : double.NaN).ToArray().CopyTo(values.Row(row));
        }

        (Matrix probabilities, Matrix[] without) = FamilyProbabilities.Of(model, values);
        int[] most = ProbabilityScores.MostProbable(probabilities);
        int[][][] sets = [.. model.Sets.Select(level => level.SetsOf(probabilities))];
        IReadOnlyList<TypicalityScore> typicality = model.Typicality.Judge(values);
        var pyramidal = new PyramidalHint(model);
        double[] foreign = model.Species?.Probabilities(values) ?? [.. Enumerable.Repeat(double.NaN, cells.Count)];
        return [.. Enumerable.Range(0, cells.Count).Select(row => new CellPrediction(
            cells[row],
            model.Classes[most[row]],
            null,
            Abstentions(model, options, cells[row], values, pyramidal, row, probabilities[row, most[row]], typicality[row], foreign[row]),
            probabilities.Row(row).ToArray(),
            model.Classes[Enumerable.Range(0, model.Classes.Count).Where(label => label != most[row]).MaxBy(label => probabilities[row, label])],
            [.. model.Sets.Select((level, i) => (level.Level, (IReadOnlyList<string>)[.. sets[i][row].Select(label => model.Classes[label])]))],
            [.. model.Families.Select(family => MissingOf(family, cells[row])).Where(one => one.Missing > 0)],
            [.. model.Families.Select((family, i) => new FamilyContribution(family.Name, probabilities[row, most[row]] - without[i][row, most[row]])).OrderByDescending(one => one.Change)],
            [.. typicality[row].Nearest.Select(near => new NearTrainingCell(model.Training.Cells[near.Row], model.Classes[model.Training.Labels[near.Row]], near.Distance))],
            typicality[row].Score,
            typicality[row].Threshold,
            foreign[row])).Select(one => one.Abstentions.Count == 0 ? one with { Label = one.MostProbable } : one)];
    }

    private static List<Abstention> Abstentions(
        TrainedModel model, PredictionOptions options, CellFeatures cell, Matrix values, PyramidalHint pyramidal, int row, double probability, TypicalityScore typicality, double foreign)
    {
        var reasons = new List<Abstention>();
        int present = values.Row(row).ToArray().Count(value => !double.IsNaN(value));
        if (present == 0 || present < options.LeastFeatures * model.Features.Count)
        {
            reasons.Add(new Abstention(AbstentionReason.TooFewFeatures, $"only {present} of {model.Features.Count} features could be had"));
        }

        foreach (int column in typicality.Outlying.Take(3))
        {
            FeatureDefinition feature = model.Features[column];
            reasons.Add(new Abstention(
                AbstentionReason.ImpossibleValue,
                FormattableString.Invariant($"{feature.Name} is {values[row, column]:G4} {feature.Unit}").TrimEnd() + ", far outside of all training cells: a broken recording, or another unit"));
        }

        if (present > 0 && typicality.IsAtypical)
        {
            string distance = double.IsInfinity(typicality.Score)
                ? "shares too few features with every training cell"
                : FormattableString.Invariant($"its nearest training cells are {typicality.Score:0.00} standard deviations away (typical: up to {typicality.Threshold:0.00})");
            reasons.Add(pyramidal.Fits(values.Row(row))
                ? new Abstention(AbstentionReason.PossiblyPyramidal, $"possibly a pyramidal cell: {distance}, and its spike is wide and falls slowly")
                : new Abstention(AbstentionReason.UnlikeTraining, $"unlike any training cell: {distance}"));
        }

        if (model.Species is { } species && foreign > species.Threshold)
        {
            reasons.Add(new Abstention(AbstentionReason.OtherSpecies, FormattableString.Invariant(
                $"looks like a {species.Other} cell (probability {foreign:0.000}, own cells stay below {species.Threshold:0.000}); use a model of that species")));
        }

        if (cell.SamplingRate < options.LeastSamplingRate)
        {
            reasons.Add(new Abstention(AbstentionReason.SlowSampling, FormattableString.Invariant(
                $"sampled at {cell.SamplingRate / 1000:0.#} kHz, below {options.LeastSamplingRate / 1000:0.#} kHz: spikes look wider and slower than they are, and labels go wrong")));
        }

        if (probability < options.LeastProbability)
        {
            reasons.Add(new Abstention(AbstentionReason.NotSure, FormattableString.Invariant($"the largest probability is {probability:0.00}, below the limit of {options.LeastProbability:0.00}")));
        }

        return reasons;
    }

    private static MissingFamily MissingOf(FeatureFamily family, CellFeatures cell)
    {
        int[] missing = [.. family.Columns.Where(column => !double.IsFinite(cell.Values[column]))];
        string why = missing.Length == 0 ? "" : missing.Select(column => cell.Reasons[column] ?? "not a number").GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).First().Key;
        return new MissingFamily(family.Name, missing.Length, family.Columns.Count, why);
    }
}
