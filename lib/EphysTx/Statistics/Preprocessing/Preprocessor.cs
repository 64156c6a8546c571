using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Standardises, then fills missing values with the training median: what a model without a place for missing values
/// needs. <c>Preprocessor.Fit(x, split.Train).Transform(x)</c> uses nothing of the test rows.
/// </summary>
/// <param name="Standardizer">Fitted first.</param>
/// <param name="Imputer">Fitted on the standardised training rows.</param>
public sealed record Preprocessor(Standardizer Standardizer, Imputer Imputer)
{
    /// <summary>Fits both steps on some rows of a matrix, usually <c>split.Train</c>.</summary>
    /// <exception cref="EphysTxException">There is no row, or a value is infinite.</exception>
    public static Preprocessor Fit(Matrix values, int[] trainingRows)
    {
        var standardizer = Standardizer.Fit(values, trainingRows);
        return new Preprocessor(standardizer, Imputer.Fit(standardizer.Transform(values), trainingRows));
    }

    /// <summary>A new matrix, standardised and without missing values.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values) => Imputer.Transform(Standardizer.Transform(values));

    /// <summary>
    /// One sentence that names the columns without any training value, which count as the mean for every cell; an empty
    /// text where there are none.
    /// </summary>
    /// <param name="columnNames">Name of each column.</param>
    public string Statement(IReadOnlyList<string> columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        string[] names = Standardizer.UnseenColumns.Select(column => columnNames[column]).ToArray();
        return names.Length == 0 ? "" : $"No training cell has a value of {string.Join(", ", names)}: set to 0 (the mean) for every cell.";
    }
}
