using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// The elastic net by least angle regression (LARS-EN: Zou and Hastie 2005, J. R. Stat. Soc. B 67:301; Efron et al. 2004),
/// stopped at a set number of nonzero coefficients. It works on the products of columns alone, so that its cost does not depend
/// on the number of cells: with C the correlation of each column with the residual, a step changes C by a multiple of the same products.
/// </summary>
internal sealed class ElasticNetPath
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly Matrix _products;
    private readonly double _ridge;
    private readonly double[] _correlation;
    private readonly double[] _beta;
    private readonly double[] _change;
    private readonly bool[] _outside;
    private readonly ActiveFactor _factor;
    private readonly List<int> _active = [];
    private readonly List<double> _signs = [];

    private ElasticNetPath(Matrix products, ReadOnlySpan<double> response, double ridge)
    {
        int columns = products.Columns;
        _products = products;
        _ridge = ridge;
        _correlation = response.ToArray();
        VectorMath.Scale(_correlation, 1 / Math.Sqrt(1 + ridge));
        _beta = new double[columns];
        _change = new double[columns];
        _outside = Enumerable.Repeat(true, columns).ToArray();
        _factor = new ActiveFactor(columns);
    }

    /// <summary>Coefficients at the point of the path where the set number of columns is active.</summary>
    /// <param name="products">xᵀx, columns × columns.</param>
    /// <param name="response">xᵀy, one value a column.</param>
    /// <param name="ridge">Weight of the squared coefficients, above 0.</param>
    /// <param name="nonzero">Number of active columns at which to stop.</param>
    public static double[] Solve(Matrix products, ReadOnlySpan<double> response, double ridge, int nonzero)
    {
        var path = new ElasticNetPath(products, response, ridge);
        bool dropped = false;
        for (int step = 1; step < 50L * products.Columns && path._active.Count < products.Columns; step++)
        {
            double largest = path.LargestOutside();
            if (largest <= 0)
            {
                break;
            }

            if (!dropped)
            {
                path.Enter(largest);
            }

            dropped = path.Advance(largest);
            if (path._active.Count >= nonzero)
            {
                break;
            }
        }

        return path._beta;
    }

    private double LargestOutside()
    {
        double largest = 0;
        for (int j = 0; j < _correlation.Length; j++)
        {
            if (_outside[j])
            {
                largest = Math.Max(largest, Math.Abs(_correlation[j]));
            }
        }

        return largest;
    }

    private void Enter(double largest)
    {
        for (int j = 0; j < _correlation.Length; j++)
        {
            if (!_outside[j] || Math.Abs(_correlation[j]) < largest)
            {
                continue;
            }

            // A column that depends on the active ones is neither active nor outside from here on.
            _outside[j] = false;
            double[] cross = _active.Select(other => _products[j, other] / (1 + _ridge)).ToArray();
            if (_factor.TryAdd(cross, (_products[j, j] + _ridge) / (1 + _ridge)))
            {
                _active.Add(j);
                _signs.Add(Math.Sign(_correlation[j]));
            }
        }
    }

    /// <summary>One step along the equiangular direction; whether a coefficient reached zero and left.</summary>
    private bool Advance(double largest)
    {
        double[] weights = [.. _signs];
        _factor.Solve(weights);
        double angle = 1 / Math.Sqrt(VectorMath.Dot(weights, _signs.ToArray()));
        VectorMath.Scale(weights, angle);
        ChangeOfCorrelation(weights);
        double step = largest / angle;
        for (int j = 0; j < _correlation.Length; j++)
        {
            if (_outside[j])
            {
                step = Smaller(step, (largest - _correlation[j]) / (angle - _change[j]));
                step = Smaller(step, (largest + _correlation[j]) / (angle + _change[j]));
            }
        }

        double[] zeroAt = _active.Select((column, i) => -_beta[column] / weights[i]).ToArray();
        double first = zeroAt.Aggregate(step, Smaller);
        bool drops = first < step;
        VectorMath.AddScaled(_correlation, _change, -first);
        for (int i = 0; i < weights.Length; i++)
        {
            _beta[_active[i]] += first * weights[i];
        }

        for (int i = weights.Length - 1; drops && i >= 0; i--)
        {
            if (zeroAt[i] == first)
            {
                Leave(i);
            }
        }

        return drops;
    }

    private void ChangeOfCorrelation(double[] weights)
    {
        Array.Clear(_change);
        for (int i = 0; i < weights.Length; i++)
        {
            VectorMath.AddScaled(_change, _products.Row(_active[i]), weights[i]);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            _change[_active[i]] += _ridge * weights[i];
        }

        VectorMath.Scale(_change, 1 / (1 + _ridge));
    }

    private void Leave(int position)
    {
        _factor.RemoveAt(position);
        _beta[_active[position]] = 0;
        _outside[_active[position]] = true;
        _active.RemoveAt(position);
        _signs.RemoveAt(position);
    }

    private static double Smaller(double best, double candidate) => candidate > Epsilon && candidate < best ? candidate : best;
}
