using EphysTx.Figures;
using EphysTx.Prediction;
using EphysTx.Statistics;
using Drawing = EphysTx.Figures.Figure;

namespace EphysTx.Workbook.Reports;

/// <summary>The figures beside a model card, as SVG with their numbers as CSV.</summary>
internal static class ModelFigures
{
    public static IReadOnlyList<(string Name, string Text)> Of(TrainedModel model)
    {
        Drawing calibration = Calibration(model), coverage = Coverage(model);
        return [("calibration.csv", calibration.ToCsv()), (ModelCard.CalibrationFigure, calibration.ToSvg()), ("coverage.csv", coverage.ToCsv()), (ModelCard.CoverageFigure, coverage.ToSvg())];
    }

    // A share of fewer cells says nothing.
    private const int FewestCells = 10;

    private static Drawing Calibration(TrainedModel model)
    {
        ReliabilityBin[] bins = [.. model.Evaluation.Reliability.Where(bin => bin.Count >= FewestCells)];
        int left = model.Evaluation.Reliability.Where(bin => bin.Count < FewestCells).Sum(bin => bin.Count);
        var chart = new LineChart(
            new LineSeries("as it should be", [0, 1], [0, 1]),
            new LineSeries("cells of unseen donors", [.. bins.Select(bin => bin.Confidence)], [.. bins.Select(bin => bin.Accuracy)]) { ShowPoints = true })
        {
            X = new Axis("Probability of the most probable class") { Minimum = 0, Maximum = 1 },
            Y = new Axis("Share that is right") { Minimum = 0, Maximum = 1 },
        };
        return new Drawing("calibration", FormattableString.Invariant($"A probability is off by {model.Evaluation.CalibrationError:0.000} on average"), chart)
        {
            Subtitle = $"Ten bins of calibrated probabilities; {string.Join(", ", bins.Select(bin => bin.Count))} cells from left to right",
            Footnotes = left == 0 ? [] : [$"{left} cells in bins of fewer than {FewestCells} cells are not drawn"],
            Source = model.Training.Cohort,
            Width = 560,
        };
    }

    private static Drawing Coverage(TrainedModel model)
    {
        IReadOnlyList<CoveragePoint> points = model.Evaluation.CoverageCurve;
        var chart = new LineChart(new LineSeries("accuracy", [.. points.Select(point => point.Coverage)], [.. points.Select(point => point.Accuracy)]) { ShowPoints = true })
        {
            X = new Axis("Share of the cells that is answered") { Minimum = 0, Maximum = 1 },
            Y = new Axis("Accuracy of the answers") { Maximum = 1 },
        };
        return new Drawing("coverage", "Answering fewer cells makes the answers better", chart) { Subtitle = "Least confident cells left out first; donors never seen", Source = model.Training.Cohort, Width = 560 };
    }
}
