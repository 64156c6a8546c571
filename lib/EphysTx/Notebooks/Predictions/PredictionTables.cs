using EphysTx.Figures;
using EphysTx.Prediction;

namespace EphysTx.Notebooks;

/// <summary>Tables about a trained model and what it says of cells.</summary>
public static class PredictionTables
{
    /// <summary>One row per cell: label or the reason for none, probabilities, set, runner-up.</summary>
    /// <param name="model">The model.</param>
    /// <param name="predictions">What it says.</param>
    /// <param name="level">Promised coverage of the set that is shown; one of the model's levels.</param>
    public static DisplayTable Cells(TrainedModel model, IReadOnlyList<CellPrediction> predictions, double level = 0.9)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(predictions);
        return new DisplayTable(
            $"What the model says ({model.Training.Cohort})",
            [
                new("cell"), new("label"), .. model.Classes.Select(name => new TableColumn($"p({name})", null, "0.00")), new(FormattableString.Invariant($"{level:P0} set")), new("runner-up"),
                new("nearest training cell"), new("why no label"),
            ],
            predictions.Select(one => (IReadOnlyList<object?>)
            [
                one.Cell.Id,
                one.Label ?? "don't know",
                .. one.Probabilities.Select(value => (object?)value),
                string.Join(", ", one.Sets.First(set => Math.Abs(set.Level - level) < 1e-9).Classes),
                one.RunnerUp,
                one.Nearest.Count == 0 ? "" : FormattableString.Invariant($"{one.Nearest[0].Class} ({one.Nearest[0].Distance:0.00} SD away)"),
                string.Join(" ", one.Abstentions.Select(abstention => abstention.Text)),
            ]).ToArray())
        {
            ShowsCells = true,
        };
    }

    /// <summary>Which families spoke for the most probable class of a cell, and which it lacks.</summary>
    public static DisplayTable Families(CellPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return new DisplayTable(
            $"{prediction.Cell.Id}: what spoke for {prediction.MostProbable}",
            [new("family"), new("change of its probability", null, "+0.000;-0.000"), new("values missing"), new("why")],
            prediction.Contributions.Select(one =>
            {
                MissingFamily? missing = prediction.Missing.FirstOrDefault(family => family.Family == one.Family);
                return (IReadOnlyList<object?>)[CohortTables.FamilyName(one.Family), one.Change, missing is null ? "none" : $"{missing.Missing} of {missing.Of}", missing?.Why ?? ""];
            }).ToArray())
        {
            ShowsCells = true,
            Footnotes = ["Change: probability of the class minus that without the family; above 0 the family spoke for it."],
        };
    }

    /// <summary>Promised and measured coverage of the prediction sets, on donors never seen.</summary>
    public static DisplayTable Sets(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new DisplayTable(
            "Prediction sets: what was promised and what came true",
            [
                new("promised", "%", "0"), new("donors' mean", "%", "0.0"), new("cells", "%", "0.0"), new("classes per set", null, "0.00"), new("sets of one class", "%", "0"),
                .. model.Classes.Select(name => new TableColumn($"of {name}", "%", "0")),
            ],
            model.Evaluation.Coverage.Select(row => (IReadOnlyList<object?>)
            [
                100 * row.Level, 100 * row.DonorCoverage, 100 * row.CellCoverage, row.MeanSize, 100 * row.Singletons, .. row.ClassCoverage.Select(value => (object?)(100 * value)),
            ]).ToArray())
        {
            Footnotes = ["On donors that neither the model nor its calibration had seen. The promise is about a cell drawn from a new donor, each donor weighing the same; it is not about each class."],
        };
    }
}
