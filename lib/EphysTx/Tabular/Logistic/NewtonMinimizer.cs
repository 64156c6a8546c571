using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// Newton's method with conjugate gradients for each step (Nocedal and Wright 2006, Numerical Optimization, algorithm 7.1): needs
/// products with the Hessian only, and leaves directions without curvature alone.
/// </summary>
internal static class NewtonMinimizer
{
    private const int MaxHalvings = 40;

    /// <summary>Minimises a loss from 0 until no gradient component is above the tolerance.</summary>
    public static double[] Minimize(LogisticLoss loss, double tolerance, int maxSteps, CancellationToken cancellationToken)
    {
        var x = new double[loss.Parameters];
        var next = new double[x.Length];
        var gradient = new double[x.Length];
        double value = loss.At(x, gradient);
        for (int step = 0; step < maxSteps && Largest(gradient) > tolerance; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double[] direction = Direction(loss, gradient, tolerance);
            double slope = LinearAlgebra.Dot(gradient, direction);
            double length = 1;
            for (int halving = 0; ; halving++, length /= 2)
            {
                x.CopyTo(next.AsSpan());
                LinearAlgebra.AddScaled(next, length, direction);
                double candidate = loss.At(next, gradient);
                // Near the minimum a decrease is lost in rounding; the step is then as good as it gets.
                if (candidate <= value + (1e-4 * length * slope) + (1e-13 * Math.Abs(value)) || halving == MaxHalvings)
                {
                    value = candidate;
                    break;
                }
            }

            (x, next) = (next, x);
        }

        return double.IsFinite(value) && Largest(gradient) <= tolerance
            ? x
            : throw new EphysTxException(
                FormattableString.Invariant($"The logistic regression did not converge in {maxSteps} steps (largest gradient {Largest(gradient):G3}); allow more steps, or a smaller C."));
    }

    private static double[] Direction(LogisticLoss loss, double[] gradient, double tolerance)
    {
        var solution = new double[gradient.Length];
        double[] residual = Array.ConvertAll(gradient, component => -component);
        double[] search = [.. residual];
        var product = new double[gradient.Length];
        double square = LinearAlgebra.Dot(residual, residual);
        double start = Math.Sqrt(square);
        double goal = Math.Max(Math.Min(0.1, Math.Sqrt(start)) * start, 0.01 * tolerance);
        for (int i = 0; i < 10 * gradient.Length && Math.Sqrt(square) > goal; i++)
        {
            loss.Curve(search, product);
            double curvature = LinearAlgebra.Dot(search, product);
            if (curvature <= 1e-14 * LinearAlgebra.Dot(search, search))
            {
                break;
            }

            double alpha = square / curvature;
            LinearAlgebra.AddScaled(solution, alpha, search);
            LinearAlgebra.AddScaled(residual, -alpha, product);
            double before = square;
            square = LinearAlgebra.Dot(residual, residual);
            for (int k = 0; k < search.Length; k++)
            {
                search[k] = residual[k] + (square / before * search[k]);
            }
        }

        return Largest(solution) > 0 ? solution : residual;
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = double.IsNaN(value) ? double.PositiveInfinity : Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
