using EphysTx.Figures;
using EphysTx.Prediction;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>How well a trained model knows what it knows: the figures beside a model card and in the lesson.</summary>
public static class ModelFigures
{
    /// <summary>Both figures as the files of a model folder: SVG, and the numbers as CSV.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Figure calibration = Calibration(model), coverage = Coverage(model);
        return [("calibration.csv", calibration.ToCsv()), (ModelCard.CalibrationFigure, calibration.ToSvg()), ("coverage.csv", coverage.ToCsv()), (ModelCard.CoverageFigure, coverage.ToSvg())];
    }

    // A share of fewer cells says nothing.
    private const int FewestCells = 10;

    /// <summary>Calibrated probability against the share that is right, on donors never seen.</summary>
    public static Figure Calibration(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ReliabilityBin[] bins = [.. model.Evaluation.Reliability.Where(bin => bin.Count >= FewestCells)];
        int left = model.Evaluation.Reliability.Where(bin => bin.Count < FewestCells).Sum(bin => bin.Count);
        var chart = new LineChart(
            new LineSeries("as it should be", [0, 1], [0, 1]),
            new LineSeries("cells of unseen donors", [.. bins.Select(bin => bin.Confidence)], [.. bins.Select(bin => bin.Accuracy)]) { ShowPoints = true })
        {
            X = new Axis("Probability of the most probable class") { Minimum = 0, Maximum = 1 },
            Y = new Axis("Share that is right") { Minimum = 0, Maximum = 1 },
        };
        return new Figure("calibration", FormattableString.Invariant($"A probability is off by {model.Evaluation.CalibrationError:0.000} on average"), chart)
        {
            Subtitle = $"Ten bins of calibrated probabilities; {string.Join(", ", bins.Select(bin => bin.Count))} cells from left to right",
            Footnotes = left == 0 ? [] : [$"{left} cells in bins of fewer than {FewestCells} cells are not drawn"],
            Source = model.Training.Cohort,
            Width = 560,
        };
    }

    /// <summary>Accuracy by the share of the cells that is answered.</summary>
    public static Figure Coverage(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IReadOnlyList<CoveragePoint> points = model.Evaluation.CoverageCurve;
        var chart = new LineChart(new LineSeries("accuracy", [.. points.Select(point => point.Coverage)], [.. points.Select(point => point.Accuracy)]) { ShowPoints = true })
        {
            X = new Axis("Share of the cells that is answered") { Minimum = 0, Maximum = 1 },
            Y = new Axis("Accuracy of the answers") { Maximum = 1 },
        };
        return new Figure("coverage", "Answering fewer cells makes the answers better", chart) { Subtitle = "Least confident cells left out first; donors never seen", Source = model.Training.Cohort, Width = 560 };
    }
}
