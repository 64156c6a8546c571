using EphysTx.Numerics;

namespace EphysTx.Prediction;

/// <summary>What a model says of cells with all their values, and what it would say without each family.</summary>
internal static class FamilyProbabilities
{
    // Enough parts for all threads.
    private const int RowsTogether = 64;

    /// <summary>Calibrated probabilities with all values, and for each family without its values; the same bits for any number of threads.</summary>
    public static (Matrix All, Matrix[] Without) Of(TrainedModel model, Matrix values)
    {
        int[] order = ByPattern(values);
        int chunks = (values.Rows + RowsTogether - 1) / RowsTogether;
        Matrix[] results = [.. Enumerable.Range(0, model.Families.Count + 1).Select(_ => new Matrix(values.Rows, model.Classes.Count))];
        Parallel.For(0, results.Length * chunks, job =>
        {
            (int chunk, int family) = (job / results.Length, (job % results.Length) - 1);
            int[] rows = [.. order.Skip(chunk * RowsTogether).Take(RowsTogether).Where(row => family < 0 || Has(values.Row(row), model.Families[family]))];
            if (rows.Length == 0)
            {
                return;
            }

            Matrix part = values.SelectRows(rows);
            for (int i = 0; family >= 0 && i < rows.Length; i++)
            {
                foreach (int column in model.Families[family].Columns)
                {
                    part[i, column] = double.NaN;
                }
            }

            Matrix said = model.Calibration.Apply(model.Classifier.PredictProbabilities(part));
            for (int i = 0; i < rows.Length; i++)
            {
                said.Row(i).CopyTo(results[family + 1].Row(rows[i]));
            }
        });
        for (int family = 0; family < model.Families.Count; family++)
        {
            for (int row = 0; row < values.Rows; row++)
            {
                if (!Has(values.Row(row), model.Families[family]))
                {
                    results[0].Row(row).CopyTo(results[family + 1].Row(row));
                }
            }
        }

        return (results[0], results[1..]);
    }

    // Rows with the same values missing stand together, because models solve for a pattern of missing values once for all its rows.
    private static int[] ByPattern(Matrix values) => [.. Enumerable.Range(0, values.Rows)
        .OrderBy(row => string.Create(values.Columns, values.Row(row).ToArray(), (text, cell) =>
        {
            for (int column = 0; column < cell.Length; column++)
            {
                text[column] = double.IsNaN(cell[column]) ? '1' : '0';
            }
        }), StringComparer.Ordinal)];

    private static bool Has(ReadOnlySpan<double> cell, Cohorts.FeatureFamily family)
    {
        foreach (int column in family.Columns)
        {
            if (!double.IsNaN(cell[column]))
            {
                return true;
            }
        }

        return false;
    }
}
