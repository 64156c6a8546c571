using System.Globalization;
using System.Text;
using EphysTx.Statistics;
using static System.FormattableString;

namespace EphysTx.Prediction;

/// <summary>What a model is, how it was measured and where it ends, in Markdown. Every number is the model's own.</summary>
public static class ModelCard
{
    /// <summary>Figure beside the card: confidence against accuracy.</summary>
    public const string CalibrationFigure = "calibration.svg";

    /// <summary>Figure beside the card: accuracy against the share of answered cells.</summary>
    public const string CoverageFigure = "coverage.svg";

    /// <summary>Writes the card.</summary>
    public static string Of(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelEvaluation e = model.Evaluation;
        TrainingSet t = model.Training;
        var text = new StringBuilder();
        Line(Invariant($"# {model.Name}: {string.Join(", ", model.Classes)} in {t.Species.ToString().ToLowerInvariant()}"));
        Line("");
        Line(t.IsSimulated ? "**Trained on simulated cells: a lesson and a test, no tool for real recordings.**" : $"Trained on real cells of the cohort {t.Cohort}.");
        Line("");
        Line("## Trained on");
        Line("");
        Line(Invariant($"- cohort {t.Cohort}: {t.Cells.Count} cells of {t.Donors} donors, seed {t.Seed}"));
        Line(Invariant($"- classes: {string.Join(", ", model.Classes.Select((name, label) => $"{name} {t.Labels.Count(one => one == label)}"))}"));
        Line(Invariant($"- {model.Features.Count} features in {model.Families.Count} families: {string.Join(", ", model.Families.Select(family => $"{family.Name} ({family.Columns.Count})"))}"));
        foreach (string source in t.Provenance)
        {
            Line(Invariant($"- source: {source}"));
        }

        Line("");
        Line(Invariant($"## On donors never seen ({e.Folds} folds over donors; calibration and sets fitted inside, 95 % intervals over donors)"));
        Line("");
        Line("| | this model | random forest |");
        Line("|---|---|---|");
        Line(Invariant($"| macro-F1 | {e.MacroF1} | {e.ForestMacroF1} |"));
        Line(Invariant($"| accuracy | {e.Accuracy} | {e.ForestAccuracy} |"));
        Line("");
        if (e.Candidates.Count > 1)
        {
            Line("| chosen among | macro-F1, had it been taken in every fold | folds that chose it |");
            Line("|---|---|---|");
            foreach (CandidateScore one in e.Candidates)
            {
                Line(Invariant($"| {one.Name} | {one.MacroF1:0.000} | {one.Chosen} of {e.Folds} |"));
            }

            Line("");
            Line("In each fold the donors of the inner folds choose, so that the numbers above are those of a model that was chosen without its test donors. The final model is the better one of this table.");
            Line("");
        }

        Line("| class | precision | recall | F1 | cells |");
        Line("|---|---|---|---|---|");
        foreach (ClassScore one in e.PerClass)
        {
            Line(Invariant($"| {one.Class} | {one.Precision:0.000} | {one.Recall:0.000} | {one.F1:0.000} | {one.Support} |"));
        }

        Line("");
        Line("## Does a probability mean what it says?");
        Line("");
        Line(Invariant($"Calibration: {model.Calibration.Name}. Expected calibration error {e.RawCalibrationError:0.000} before and {e.CalibrationError:0.000} after; Brier score {e.Brier:0.000} (0 to 2), log loss {e.LogLoss:0.000}."));
        Line("");
        Line(Invariant($"![Confidence against accuracy]({CalibrationFigure})"));
        Line("");
        Line("## Prediction sets");
        Line("");
        Line("| promised | donors' mean | cells | classes per set | sets of one class | " + string.Join(" | ", model.Classes) + " |");
        Line("|---|---|---|---|---|" + string.Concat(model.Classes.Select(_ => "---|")));
        foreach (ConformalCoverage one in e.Coverage)
        {
            Line(Invariant($"| {one.Level:0.##} | {one.DonorCoverage:0.000} | {one.CellCoverage:0.000} | {one.MeanSize:0.00} | {one.Singletons:0.000} | {string.Join(" | ", one.ClassCoverage.Select(share => share.ToString("0.000", CultureInfo.InvariantCulture)))} |"));
        }

        Line("");
        Line("The promise is of a cell drawn at random from a new donor of the same kind; it is not one for each class, for another species or for another laboratory. Thresholds come from cross-validation over donors, for which no exact promise can be proved; the table is what was measured.");
        Line("");
        Line("## Answering only where it is sure");
        Line("");
        Line(Invariant($"![Accuracy against the share of answered cells]({CoverageFigure})"));
        Line("");
        Line("| answered | least probability | accuracy |");
        Line("|---|---|---|");
        foreach (CoveragePoint point in e.CoverageCurve)
        {
            Line(Invariant($"| {point.Coverage:0.00} | {point.Confidence:0.000} | {point.Accuracy:0.000} |"));
        }

        Line("");
        Line("## When it abstains");
        Line("");
        Line(Invariant($"- unlike any training cell: mean distance to its {Typicality.Neighbours} nearest training cells above what {Typicality.Level:0.##} of the training cells stay below, measured against other donors and with the families that the cell has") + (double.IsNaN(e.ForeignAtypical) ? "" : Invariant($" ({e.ForeignAtypical:0.000} of the other species' cells are beyond it)")));
        Line(model.Species is { } species
            ? Invariant($"- other species: looks like a {species.Other} cell (linear discriminant, area under the curve {species.Auc:0.000} on unseen donors; 0.01 of the own cells and {species.Caught:0.000} of the {species.Other} cells are above the threshold)")
            : "- other species: not checked, the cohort has one");
        Line("- broken recording: a value far outside the range of all training cells, or too few features");
        Line("- possibly pyramidal: unlike any training cell, with a spike wider and more asymmetric than 95 % of the training cells; a rule of thumb, as no pyramidal cell was trained on");
        Line(Invariant($"- recorded too slowly: a sampling rate below {new PredictionOptions().LeastSamplingRate / 1000:0} kHz changes the shape of spikes"));
        Line("- not sure: the largest probability is below the limit of the prediction");
        Line("");
        Line("## Limits");
        Line("");
        Line("- It knows these classes and no others: every interneuron is assigned to one of them, excitatory cells and other subclasses too unless they are found unlike.");
        Line("- Features are those of the Allen protocols (1 s long squares, 3 ms short squares, 25 pA/s ramps); other step lengths, temperatures, solutions and filters shift them.");
        Line("- Labels are transcriptomic or mapped from transcriptomes, with errors of their own.");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }
}
