using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>Points of a learning curve: macro-F1 of some models by the number of human training cells.</summary>
/// <param name="Cells">Mean number of training cells over the splits.</param>
/// <param name="Arms">Results of the models, in one order on all points.</param>
public sealed record CurvePoint(double Cells, IReadOnlyList<ArmResult> Arms)
{
    /// <summary>The points of an experiment under a protocol, by rising number of cells.</summary>
    public static IReadOnlyList<CurvePoint> Of(ExperimentResult result, SplitProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Tasks.Where(task => task.Protocol == protocol)
            .Select(task => new CurvePoint(task.Arms[0].Evaluation.Report.Splits.Average(split => split.Train.Length), task.Arms))
            .OrderBy(point => point.Cells)];
    }

    /// <summary>The macro-F1 of a model.</summary>
    public double MacroF1(string arm) => Arms.First(one => one.Arm == arm).Evaluation.MacroF1.Estimate;
}

/// <summary>How many target cells a model saves against its twin.</summary>
public static class CellsSaved
{
    /// <summary>
    /// For each point, the number of cells that the twin would need for the model's macro-F1, by linear interpolation of the twin's curve in the logarithm of the number,
    /// minus the number that the model had. Positive: cells saved. NaN where the twin's curve does not reach that far.
    /// </summary>
    /// <param name="points">Points by rising number of cells.</param>
    /// <param name="arm">The model.</param>
    /// <param name="twin">Its twin.</param>
    public static IReadOnlyList<double> Of(IReadOnlyList<CurvePoint> points, string arm, string twin)
    {
        ArgumentNullException.ThrowIfNull(points);
        return [.. points.Select(point => Needed(points, twin, point.MacroF1(arm)) - point.Cells)];
    }

    private static double Needed(IReadOnlyList<CurvePoint> points, string twin, double score)
    {
        for (int i = 1; i < points.Count; i++)
        {
            double low = points[i - 1].MacroF1(twin), high = points[i].MacroF1(twin);
            if (low <= score && score <= high)
            {
                double share = high > low ? (score - low) / (high - low) : 0;
                return points[i - 1].Cells * Math.Pow(points[i].Cells / points[i - 1].Cells, share);
            }
        }

        return double.NaN;
    }
}
