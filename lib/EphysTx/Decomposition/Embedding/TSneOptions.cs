namespace EphysTx.Decomposition;

/// <summary>Where the points of a t-SNE start.</summary>
public enum TSneStart
{
    /// <summary>The first two principal components, scaled to be small: keeps the coarse arrangement of the data.</summary>
    PrincipalComponents,

    /// <summary>Small random normal numbers from the seed.</summary>
    Random,
}

/// <summary>Settings of a t-SNE; the defaults are the usual ones.</summary>
public sealed record TSneOptions
{
    /// <summary>Effective number of neighbours of each cell, at least 1 and below the number of cells.</summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Factor on the attraction during the first 250 iterations, 1 or more.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>Most iterations, 250 or more.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>Step size, above 0; null is cells / exaggeration / 4, at least 50 (Belkina et al. 2019).</summary>
    public double? LearningRate { get; init; }

    /// <summary>Where the points start.</summary>
    public TSneStart Start { get; init; } = TSneStart.PrincipalComponents;

    /// <summary>Most threads, 1 or more; −1 is one per core. It changes no result.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    internal void Check(int cells)
    {
        if (!(Perplexity >= 1) || Perplexity >= cells)
        {
            throw new EphysTxException($"A t-SNE of {cells} cells cannot have a perplexity of {Perplexity}; choose one from 1 to below the number of cells.");
        }

        if (!(EarlyExaggeration >= 1) || Iterations < 250 || LearningRate is <= 0 or double.NaN || MaxDegreeOfParallelism is 0 or < -1)
        {
            throw new EphysTxException("A t-SNE needs an exaggeration of 1 or more, at least 250 iterations, a learning rate above 0 and 1 or more threads (or -1); correct the options.");
        }
    }
}

/// <summary>A two-dimensional map of cells.</summary>
/// <param name="Coordinates">Cells × 2, without unit; only distances between near points mean something.</param>
/// <param name="Divergence">Kullback–Leibler divergence between the neighbourhoods in the table and in the map; 0 is perfect.</param>
/// <param name="Iterations">Iterations used.</param>
public sealed record TSneResult(Numerics.Matrix Coordinates, double Divergence, int Iterations);
