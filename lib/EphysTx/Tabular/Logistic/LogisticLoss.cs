using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// Penalised cross-entropy of linear scores. Parameters: per score its coefficients and, last, its intercept. Two classes have
/// one score, that of the second class (the first has 0), as the penalty of one vector differs from that of two.
/// </summary>
internal sealed class LogisticLoss
{
    private readonly Matrix _values;
    private readonly int[] _codes;
    private readonly double[] _weights;
    private readonly int _classes;
    private readonly Matrix _probabilities;

    public LogisticLoss(Matrix values, int[] codes, double[] classWeights, double c)
    {
        _values = values;
        _codes = codes;
        _classes = classWeights.Length;
        Scores = _classes == 2 ? 1 : _classes;
        Parameters = Scores * (values.Columns + 1);
        _weights = Array.ConvertAll(codes, code => c * classWeights[code]);
        _probabilities = new Matrix(values.Rows, _classes);
    }

    public int Scores { get; }

    public int Parameters { get; }

    public double TotalWeight => _weights.Sum();

    /// <summary>Value and gradient; the probabilities are kept for <see cref="Curve"/>.</summary>
    public double At(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        int width = _values.Columns + 1;
        gradient.Clear();
        double loss = Penalty(parameters, gradient);
        for (int row = 0; row < _codes.Length; row++)
        {
            ReadOnlySpan<double> x = _values.Row(row);
            Span<double> p = _probabilities.Row(row);
            p.Clear();
            for (int s = 0; s < Scores; s++)
            {
                p[ClassOf(s)] = LinearAlgebra.Dot(parameters.Slice(s * width, width - 1), x) + parameters[((s + 1) * width) - 1];
            }

            double score = p[_codes[row]];
            loss += _weights[row] * (Softmax.InPlace(p) - score);
            for (int s = 0; s < Scores; s++)
            {
                int label = ClassOf(s);
                Add(gradient.Slice(s * width, width), _weights[row] * (p[label] - (_codes[row] == label ? 1 : 0)), x);
            }
        }

        return loss;
    }

    /// <summary>The product of the Hessian, where <see cref="At"/> was last called, with a direction.</summary>
    public void Curve(ReadOnlySpan<double> direction, Span<double> product)
    {
        int width = _values.Columns + 1;
        product.Clear();
        Penalty(direction, product);
        Span<double> along = stackalloc double[Scores];
        for (int row = 0; row < _codes.Length; row++)
        {
            ReadOnlySpan<double> x = _values.Row(row);
            ReadOnlySpan<double> p = _probabilities.Row(row);
            double mean = 0;
            for (int s = 0; s < Scores; s++)
            {
                along[s] = LinearAlgebra.Dot(direction.Slice(s * width, width - 1), x) + direction[((s + 1) * width) - 1];
                mean += p[ClassOf(s)] * along[s];
            }

            for (int s = 0; s < Scores; s++)
            {
                Add(product.Slice(s * width, width), _weights[row] * p[ClassOf(s)] * (along[s] - mean), x);
            }
        }
    }

    private int ClassOf(int score) => _classes == 2 ? 1 : score;

    private double Penalty(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        int width = _values.Columns + 1;
        double sum = 0;
        for (int s = 0; s < Scores; s++)
        {
            ReadOnlySpan<double> coefficients = parameters.Slice(s * width, width - 1);
            sum += 0.5 * LinearAlgebra.Dot(coefficients, coefficients);
            LinearAlgebra.AddScaled(gradient.Slice(s * width, width - 1), 1, coefficients);
        }

        return sum;
    }

    private static void Add(Span<double> target, double factor, ReadOnlySpan<double> x)
    {
        LinearAlgebra.AddScaled(target[..^1], factor, x);
        target[^1] += factor;
    }
}
