using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>How likely two cells are to be neighbours in the table (van der Maaten and Hinton 2008, equations 1 and 3.1).</summary>
internal static class NeighbourProbabilities
{
    private const double Smallest = 2.220446049250313e-16;
    private const double EntropyTolerance = 1e-5;

    /// <summary>Symmetric, cells × cells, sum 1, diagonal 0.</summary>
    public static Matrix Of(Matrix values, double perplexity, ParallelOptions parallel)
    {
        int cells = values.Rows;
        var result = new Matrix(cells, cells);
        Parallel.For(0, cells, parallel, row => Conditional(values, row, perplexity, result.Row(row)));
        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < i; j++)
            {
                result[i, j] = result[j, i] = Math.Max((result[i, j] + result[j, i]) / (2.0 * cells), Smallest);
            }
        }

        return result;
    }

    private static void Conditional(Matrix values, int row, double perplexity, Span<double> result)
    {
        var distances = new double[values.Rows];
        for (int other = 0; other < distances.Length; other++)
        {
            ReadOnlySpan<double> a = values.Row(row);
            ReadOnlySpan<double> b = values.Row(other);
            for (int k = 0; k < a.Length; k++)
            {
                distances[other] += (a[k] - b[k]) * (a[k] - b[k]);
            }
        }

        double precision = 1;
        double lower = double.NegativeInfinity;
        double upper = double.PositiveInfinity;
        double wanted = Math.Log(perplexity);
        for (int step = 0; step < 100; step++)
        {
            double excess = Fill(distances, row, precision, result) - wanted;
            if (Math.Abs(excess) <= EntropyTolerance)
            {
                break;
            }

            if (excess > 0)
            {
                lower = precision;
                precision = double.IsPositiveInfinity(upper) ? precision * 2 : (precision + upper) / 2;
            }
            else
            {
                upper = precision;
                precision = double.IsNegativeInfinity(lower) ? precision / 2 : (precision + lower) / 2;
            }
        }
    }

    /// <summary>Fills in the probabilities at a precision (1 / (2σ²)) and returns their entropy in nats.</summary>
    private static double Fill(double[] distances, int self, double precision, Span<double> result)
    {
        double sum = 0;
        for (int other = 0; other < distances.Length; other++)
        {
            result[other] = other == self ? 0 : Math.Exp(-distances[other] * precision);
            sum += result[other];
        }

        sum = sum == 0 ? 1e-8 : sum;
        double mean = 0;
        for (int other = 0; other < distances.Length; other++)
        {
            result[other] /= sum;
            mean += distances[other] * result[other];
        }

        return Math.Log(sum) + (precision * mean);
    }
}
