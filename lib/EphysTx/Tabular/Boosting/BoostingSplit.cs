using System.Runtime.Intrinsics;

namespace EphysTx.Tabular;

/// <summary>Sums of gradient and hessian of some rows, and how many they are.</summary>
internal readonly record struct GradientSum(Vector128<double> Pair, int Count)
{
    public double Gradient => Pair.GetElement(0);

    public double Hessian => Pair.GetElement(1);

    /// <summary>The Newton step −G / (H + λ).</summary>
    public double Step(double l2) => -Gradient / (Hessian + l2 + 1e-15);

    public static GradientSum operator -(GradientSum whole, GradientSum part) => new(whole.Pair - part.Pair, whole.Count - part.Count);
}

/// <summary>The best cut of a node.</summary>
/// <param name="Gain">Decrease of the loss's quadratic approximation (twice); 0 where there is no cut.</param>
/// <param name="Column">Column of the cut.</param>
/// <param name="Bin">Last bin on the left.</param>
/// <param name="MissingLeft">Whether missing values go left.</param>
/// <param name="Left">The rows on the left.</param>
internal readonly record struct BoostingSplit(double Gain, int Column, int Bin, bool MissingLeft, GradientSum Left);

/// <summary>Looks for the best cut in a histogram.</summary>
internal sealed class BoostingSplitSearch(BinnedColumns columns, HistogramBoostingOptions options)
{
    // A node with less curvature than this says nothing about its step.
    private const double MinHessian = 1e-3;

    /// <summary>The best cut; of equally good ones the first by column, missing values on the right, then bin.</summary>
    public BoostingSplit Find(GradientHistogram histogram, GradientSum node, double value)
    {
        double before = node.Gradient * value;
        var best = default(BoostingSplit);
        for (int column = 0; column < columns.Columns; column++)
        {
            int offset = columns.Offsets[column];
            int bins = columns.Bins(column);
            ReadOnlySpan<Vector128<double>> sums = histogram.Sums.AsSpan(offset, bins + 1);
            ReadOnlySpan<int> counts = histogram.Counts.AsSpan(offset, bins + 1);
            bool hasMissing = columns.HasMissing(column);
            Ascend(column, sums, counts, hasMissing ? bins : bins - 1, node, before, ref best);
            if (hasMissing)
            {
                Descend(column, sums, counts, node, before, ref best);
            }
        }

        return best;
    }

    private void Ascend(
        int column, ReadOnlySpan<Vector128<double>> sums, ReadOnlySpan<int> counts, int end, GradientSum node, double before, ref BoostingSplit best)
    {
        Vector128<double> pair = default;
        int count = 0;
        for (int bin = 0; bin < end; bin++)
        {
            if (counts[bin] == 0)
            {
                continue;
            }

            pair += sums[bin];
            count += counts[bin];
            if (node.Count - count < options.MinSamplesLeaf)
            {
                break;
            }

            if (count >= options.MinSamplesLeaf)
            {
                Try(new GradientSum(pair, count), column, bin, false, node, before, ref best);
            }
        }
    }

    private void Descend(
        int column, ReadOnlySpan<Vector128<double>> sums, ReadOnlySpan<int> counts, GradientSum node, double before, ref BoostingSplit best)
    {
        Vector128<double> pair = default;
        int count = 0;
        for (int bin = sums.Length - 3; bin >= 0; bin--)
        {
            if (counts[bin + 1] == 0)
            {
                continue;
            }

            pair += sums[bin + 1];
            count += counts[bin + 1];
            if (node.Count - count < options.MinSamplesLeaf)
            {
                break;
            }

            if (count >= options.MinSamplesLeaf)
            {
                Try(node - new GradientSum(pair, count), column, bin, true, node, before, ref best);
            }
        }
    }

    private void Try(GradientSum left, int column, int bin, bool missingLeft, GradientSum node, double before, ref BoostingSplit best)
    {
        Vector128<double> right = node.Pair - left.Pair;
        double leftGradient = left.Gradient, leftHessian = left.Hessian;
        double rightGradient = right.GetElement(0), rightHessian = right.GetElement(1);
        if (leftHessian < MinHessian || rightHessian < MinHessian)
        {
            return;
        }

        double gain = before + (leftGradient * leftGradient / (leftHessian + options.L2 + 1e-15))
            + (rightGradient * rightGradient / (rightHessian + options.L2 + 1e-15));
        if (gain > best.Gain)
        {
            best = new BoostingSplit(gain, column, bin, missingLeft, left);
        }
    }
}
