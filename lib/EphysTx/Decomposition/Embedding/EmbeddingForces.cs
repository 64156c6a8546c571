using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// Gradient and value of the divergence of a map (van der Maaten and Hinton 2008, equation 5), all pairs, exact. Each cell's sums
/// run in one fixed order, so that the number of threads changes nothing.
/// </summary>
internal sealed class EmbeddingForces(Matrix probabilities, ParallelOptions parallel)
{
    private readonly double[] _attraction = new double[2 * probabilities.Rows];
    private readonly double[] _repulsion = new double[2 * probabilities.Rows];
    private readonly double[] _closeness = new double[probabilities.Rows];

    /// <summary>Writes the gradient (first all x, then all y) at points given the same way.</summary>
    public void Gradient(double[] points, double exaggeration, double[] gradient)
    {
        int cells = probabilities.Rows;
        Parallel.For(0, cells, parallel, cell => Sum(cell, points));
        double total = _closeness.Sum();
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = 4 * ((exaggeration * _attraction[i]) - (_repulsion[i] / total));
        }
    }

    /// <summary>The divergence at points, with the probabilities times the exaggeration.</summary>
    public double Divergence(double[] points, double exaggeration)
    {
        int cells = probabilities.Rows;
        var sums = new double[cells];
        Parallel.For(0, cells, parallel, cell => Sum(cell, points));
        double total = _closeness.Sum();
        Parallel.For(0, cells, parallel, cell =>
        {
            ReadOnlySpan<double> row = probabilities.Row(cell);
            for (int other = 0; other < cells; other++)
            {
                if (other != cell)
                {
                    double x = points[cell] - points[other];
                    double y = points[cells + cell] - points[cells + other];
                    double p = exaggeration * row[other];
                    sums[cell] += p * Math.Log(p * total * (1 + (x * x) + (y * y)));
                }
            }
        });
        return sums.Sum();
    }

    private void Sum(int cell, double[] points)
    {
        int cells = probabilities.Rows;
        ReadOnlySpan<double> row = probabilities.Row(cell);
        ReadOnlySpan<double> xs = points.AsSpan(0, cells);
        ReadOnlySpan<double> ys = points.AsSpan(cells);
        ReadOnlySpan<Vector256<double>> rows = MemoryMarshal.Cast<double, Vector256<double>>(row);
        ReadOnlySpan<Vector256<double>> xBlocks = MemoryMarshal.Cast<double, Vector256<double>>(xs);
        ReadOnlySpan<Vector256<double>> yBlocks = MemoryMarshal.Cast<double, Vector256<double>>(ys);
        var x = Vector256.Create(xs[cell]);
        var y = Vector256.Create(ys[cell]);
        Vector256<double> attractX = default, attractY = default, repelX = default, repelY = default, close = default;
        for (int block = 0; block < xBlocks.Length; block++)
        {
            Vector256<double> dx = x - xBlocks[block];
            Vector256<double> dy = y - yBlocks[block];
            Vector256<double> q = Vector256<double>.One / (Vector256<double>.One + (dx * dx) + (dy * dy));
            Vector256<double> pull = rows[block] * q;
            Vector256<double> push = q * q;
            attractX += pull * dx;
            attractY += pull * dy;
            repelX += push * dx;
            repelY += push * dy;
            close += q;
        }

        (double ax, double ay, double rx, double ry) = (Vector256.Sum(attractX), Vector256.Sum(attractY), Vector256.Sum(repelX), Vector256.Sum(repelY));
        double sum = Vector256.Sum(close);
        for (int other = xBlocks.Length * Vector256<double>.Count; other < cells; other++)
        {
            double dx = xs[cell] - xs[other];
            double dy = ys[cell] - ys[other];
            double q = 1 / (1 + (dx * dx) + (dy * dy));
            ax += row[other] * q * dx;
            ay += row[other] * q * dy;
            rx += q * q * dx;
            ry += q * q * dy;
            sum += q;
        }

        (_attraction[cell], _attraction[cells + cell], _repulsion[cell], _repulsion[cells + cell]) = (ax, ay, rx, ry);

        // The cell itself was counted, with closeness 1 and no force.
        _closeness[cell] = sum - 1;
    }
}
