namespace EphysTx.Tabular;

/// <summary>How probable each class is before its features are seen.</summary>
public enum ClassPriors
{
    /// <summary>The shares of the training rows.</summary>
    Empirical,

    /// <summary>The same for every class that has training rows.</summary>
    Uniform,
}

/// <summary>Settings of the shrinkage discriminant.</summary>
public sealed record ShrinkageDiscriminantOptions
{
    /// <summary>Priors; they also weigh the covariances of the classes in the pooled one.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.Uniform;
}
