using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>What is gained by answering only where the model is sure.</summary>
/// <param name="Coverage">Share of the cells that are answered.</param>
/// <param name="Confidence">Least confidence among them.</param>
/// <param name="Accuracy">Share of the answered cells that is right.</param>
public sealed record CoveragePoint(double Coverage, double Confidence, double Accuracy);

/// <summary>
/// Accuracy against coverage when the least confident cells are left unanswered (El-Yaniv and Wiener 2010). Cells of equal confidence are answered together.
/// </summary>
/// <param name="Points">From few answers to all.</param>
public sealed record CoverageCurve(IReadOnlyList<CoveragePoint> Points)
{
    /// <summary>Mean error over all coverages (area under the risk–coverage curve); lower is better.</summary>
    public double AreaUnderRisk
    {
        get
        {
            double area = 0, before = 0;
            foreach (CoveragePoint point in Points)
            {
                area += (point.Coverage - before) * (1 - point.Accuracy);
                before = point.Coverage;
            }

            return area;
        }
    }

    /// <summary>Accuracy when about this share of the cells is answered: that of the first point with at least this coverage.</summary>
    public double AccuracyAt(double coverage) => (Points.FirstOrDefault(point => point.Coverage >= coverage - 1e-12) ?? Points[^1]).Accuracy;

    /// <summary>The curve of some predictions, confidence being the probability of the most probable class.</summary>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="probabilities">Cells × classes.</param>
    /// <exception cref="EphysTxException">Rows and labels do not fit, or a row is no distribution.</exception>
    public static CoverageCurve Of(int[] truth, Matrix probabilities)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        int[] predicted = ProbabilityScores.MostProbable(probabilities);
        var points = new List<CoveragePoint>();
        int answered = 0, right = 0;
        foreach (var group in Enumerable.Range(0, truth.Length).GroupBy(row => probabilities[row, predicted[row]]).OrderByDescending(group => group.Key))
        {
            answered += group.Count();
            right += group.Count(row => predicted[row] == truth[row]);
            points.Add(new CoveragePoint((double)answered / truth.Length, group.Key, (double)right / answered));
        }

        return new CoverageCurve(points);
    }
}
