using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Decomposition;

/// <summary>The fitted components of one family and what is needed to apply them to new cells.</summary>
/// <param name="Family">How the family was decomposed.</param>
/// <param name="Width">Number of columns of the whole family.</param>
/// <param name="Loadings">Selected columns × all components.</param>
/// <param name="Offset">Per selected column what is subtracted first: the mean in ordinary PCA and where scores are standardised, else 0.</param>
/// <param name="ExplainedVariance">Per component its (adjusted) share of the family's variance.</param>
/// <param name="Kept">Indices of the components that explain enough to be kept, ascending.</param>
/// <param name="ScoreMean">Mean of each kept component's scores over the fitted cells.</param>
/// <param name="ScoreDeviation">Standard deviation (divisor n) of the same; 1 for constant scores.</param>
/// <param name="Cells">Number of cells the fit saw: those without a missing value in the family.</param>
public sealed record FamilyComponents(
    SparsePcaFamily Family,
    int Width,
    Matrix Loadings,
    double[] Offset,
    double[] ExplainedVariance,
    int[] Kept,
    double[] ScoreMean,
    double[] ScoreDeviation,
    int Cells)
{
    /// <summary>Per selected column what is divided by after <see cref="Offset"/> is subtracted; null for nothing.</summary>
    public double[]? Scale { get; init; }

    /// <summary>Fits one family; cells with a missing value in it are left out of the fit.</summary>
    /// <param name="family">How to decompose it.</param>
    /// <param name="values">The whole family, cells × columns; NaN where missing.</param>
    /// <param name="smallestExplainedVariance">Components below this share are not kept.</param>
    /// <param name="threads">Most threads; −1 is one per core.</param>
    /// <param name="cancellation">Ends the fit early with an exception.</param>
    /// <exception cref="EphysTxException">Too few cells have the family, or it varies in too few directions; the message names the family.</exception>
    public static FamilyComponents Fit(
        SparsePcaFamily family, Matrix values, double smallestExplainedVariance, int threads = -1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        Matrix selected = family.Select(values);
        int[] complete = Enumerable.Range(0, values.Rows).Where(row => !HasMissing(selected.Row(row))).ToArray();
        if (complete.Length < 2)
        {
            throw new EphysTxException($"The family {family.SourceName} is present in {complete.Length} of {values.Rows} cells, too few for components; leave it out of the plan.");
        }

        Matrix fitted = selected.SelectRows(complete);
        Matrix loadings;
        double[] offset;
        double[] explained;
        double[]? scale = null;
        try
        {
            if (family.Nonzero.Count == 0)
            {
                var plain = PrincipalComponents.Fit(fitted, family.Components);
                (loadings, offset, explained) = (plain.Loadings, plain.Mean, plain.ExplainedVarianceRatio);
            }
            else
            {
                var options = new SparsePcaOptions { Nonzero = family.Nonzero, UseCorrelation = family.UseCorrelation, MaxDegreeOfParallelism = threads };
                SparsePcaFit sparse = SparsePca.Fit(fitted, options, cancellation);
                (loadings, offset, explained) = (sparse.Loadings, new double[fitted.Columns], sparse.ExplainedVariance);
                if (family.StandardizeScores)
                {
                    var columns = Standardizer.Fit(fitted, [.. Enumerable.Range(0, fitted.Rows)]);
                    (offset, scale) = ([.. columns.Mean], [.. columns.Deviation]);
                }
            }
        }
        catch (EphysTxException error)
        {
            throw new EphysTxException($"Family {family.Name}: {error.Message}", error);
        }

        int[] kept = Enumerable.Range(0, explained.Length).Where(k => explained[k] >= smallestExplainedVariance).ToArray();
        var unscaled = new FamilyComponents(
            family, values.Columns, loadings, offset, explained, kept, new double[kept.Length], Enumerable.Repeat(1.0, kept.Length).ToArray(), complete.Length)
        {
            Scale = scale,
        };
        (double[] mean, double[] deviation) = unscaled.Moments(fitted);
        return unscaled with { ScoreMean = mean, ScoreDeviation = deviation };
    }

    /// <summary>Scores of the kept components, standardised as in the fit: cells × kept. A cell with a missing value in the family is missing throughout.</summary>
    /// <exception cref="EphysTxException">The family has another number of columns than in the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Columns != Width)
        {
            throw new EphysTxException($"The family {Family.SourceName} has {values.Columns} columns but its components were fitted to {Width}; give cells of the same layout.");
        }

        return ScoresOf(Family.Select(values));
    }

    private Matrix ScoresOf(Matrix selected)
    {
        Matrix directions = MatrixProducts.Transpose(Loadings.SelectColumns(Kept));
        Matrix centred = ComponentTable.Centred(selected, Offset);
        for (int i = 0; Scale is not null && i < centred.Values.Length; i++)
        {
            centred.Values[i] /= Scale[i % centred.Columns];
        }

        Matrix scores = MatrixProducts.TimesTransposed(centred, directions);
        for (int row = 0; row < scores.Rows; row++)
        {
            Span<double> cell = scores.Row(row);
            for (int k = 0; k < cell.Length; k++)
            {
                cell[k] = (cell[k] - ScoreMean[k]) / ScoreDeviation[k];
            }
        }

        return scores;
    }

    private (double[] Mean, double[] Deviation) Moments(Matrix selected)
    {
        Matrix scores = ScoresOf(selected);
        double[] mean = ComponentTable.ColumnMeans(scores);
        double[] deviation = Enumerable.Range(0, scores.Columns)
            .Select(k => Math.Sqrt(scores.Column(k).Average(score => (score - mean[k]) * (score - mean[k]))))
            .Select(value => value > 0 ? value : 1)
            .ToArray();
        return (mean, deviation);
    }

    private static bool HasMissing(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
