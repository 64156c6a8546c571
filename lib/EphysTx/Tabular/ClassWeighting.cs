namespace EphysTx.Tabular;

/// <summary>How much a row of each class counts in a fit.</summary>
public enum ClassWeighting
{
    /// <summary>Every row counts 1.</summary>
    None,

    /// <summary>
    /// A row of class c counts n / (C · n_c), with the n training rows, n_c of them of class c, and the C classes that occur;
    /// all classes together then weigh the same (scikit-learn's <c>balanced</c>).
    /// </summary>
    Balanced,

    /// <summary>
    /// As <see cref="Balanced"/>, computed anew from each bootstrap sample (scikit-learn's <c>balanced_subsample</c>). Without
    /// bootstrap the same as <see cref="Balanced"/>.
    /// </summary>
    BalancedPerBootstrap,
}

/// <summary>The weights behind <see cref="ClassWeighting"/>.</summary>
internal static class ClassWeights
{
    /// <summary>Weight of each class from its rows; 0 for a class without rows.</summary>
    public static double[] Balanced(ReadOnlySpan<int> rowsPerClass)
    {
        double rows = 0;
        int present = 0;
        foreach (int count in rowsPerClass)
        {
            rows += count;
            present += count > 0 ? 1 : 0;
        }

        var weights = new double[rowsPerClass.Length];
        for (int c = 0; c < weights.Length; c++)
        {
            weights[c] = rowsPerClass[c] > 0 ? rows / (present * (double)rowsPerClass[c]) : 0;
        }

        return weights;
    }
}
