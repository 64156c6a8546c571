namespace EphysTx.Tabular;

/// <summary>Settings of the logistic regression.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Inverse strength of the L2 penalty, above 0: the loss is C · Σ cross-entropy + ½ ‖coefficients‖². Intercepts go free.</summary>
    public double C { get; init; } = 1;

    /// <summary>How much a row of each class counts.</summary>
    public ClassWeighting ClassWeighting { get; init; }

    /// <summary>Largest gradient component, per unit of C · Σ row weights, at which the fit has converged.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>Most Newton steps, 1 or more.</summary>
    public int MaxSteps { get; init; } = 200;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSteps, 1);
        if (!(C > 0) || !double.IsFinite(C) || !(Tolerance > 0))
        {
            throw new ArgumentException($"C ({C}) must be above 0 and finite, the tolerance ({Tolerance}) above 0.");
        }
    }
}
