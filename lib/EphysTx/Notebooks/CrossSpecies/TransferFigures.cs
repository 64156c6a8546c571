using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>Figures about learning across species.</summary>
public static class TransferFigures
{
    /// <summary>Models and controls of some tasks, macro-F1 with intervals over donors.</summary>
    /// <param name="name">Name of the figure.</param>
    /// <param name="title">What it argues.</param>
    /// <param name="tasks">A panel each, with its heading.</param>
    public static Figure Models(string name, string title, IReadOnlyList<(string Heading, TaskResult Task)> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return new Figure(name, title, tasks.Select(pair =>
        {
            ConfidenceInterval[] scores = [.. pair.Task.Arms.Select(arm => arm.Evaluation.MacroF1)];
            return new IntervalChart(
                [.. pair.Task.Arms.Select(arm => arm.Arm)],
                new IntervalSeries("", [.. scores.Select(score => score.Estimate)], [.. scores.Select(score => score.Lower)], [.. scores.Select(score => score.Upper)])
                {
                    Style = SubclassPalette.Series(0),
                })
            {
                Title = pair.Heading,
                X = new Axis("macro-F1"),
                ReferenceLines = [new ReferenceLine(pair.Task[pair.Task.Task.Reference].Evaluation.MacroF1.Estimate, OnX: true)],
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = $"Human cells of unseen donors. Whiskers: 95 % intervals over donors; the line is {tasks[0].Task.Task.Reference}.",
        };
    }

    /// <summary>Macro-F1 by number of human training cells.</summary>
    public static Figure LearningCurve(IReadOnlyList<CurvePoint> points, string title)
    {
        ArgumentNullException.ThrowIfNull(points);
        string[] arms = [.. points[0].Arms.Select(arm => arm.Arm)];
        return new Figure("learning-curve", title, new LineChart(arms.Select((arm, index) =>
        {
            ConfidenceInterval[] scores = [.. points.Select(point => point.Arms[index].Evaluation.MacroF1)];
            return new LineSeries(arm, [.. points.Select(point => point.Cells)], [.. scores.Select(score => score.Estimate)])
            {
                Low = index == 0 ? [.. scores.Select(score => score.Lower)] : null,
                High = index == 0 ? [.. scores.Select(score => score.Upper)] : null,
                ShowPoints = true,
                Style = SubclassPalette.Series(index),
            };
        }).ToArray())
        {
            X = new Axis("human training cells") { Logarithmic = true },
            Y = new Axis("macro-F1"),
            PlotHeight = 340,
        })
        {
            Subtitle = $"Human cells of unseen donors. Band: 95 % interval over donors of {arms[0]}.",
        };
    }
}
