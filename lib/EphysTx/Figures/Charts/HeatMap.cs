using EphysTx.Figures.Drawing;
using EphysTx.Numerics;

namespace EphysTx.Figures;

/// <summary>A matrix as coloured cells, with a colour bar and, where cells are large enough, their text. A missing cell is grey and holds a dash.</summary>
public sealed partial record HeatMap : Chart
{
    /// <summary>Makes a heat map.</summary>
    /// <param name="rows">Row names, from top to bottom.</param>
    /// <param name="columns">Column names, from left to right.</param>
    /// <param name="values">One value per row and column; NaN where there is none.</param>
    /// <exception cref="ArgumentException">The matrix does not have the named size.</exception>
    public HeatMap(IReadOnlyList<string> rows, IReadOnlyList<string> columns, Matrix values)
    {
        if (values.Rows != rows.Count || values.Columns != columns.Count)
        {
            throw new ArgumentException($"The matrix is {values.Rows} × {values.Columns}, but {rows.Count} rows and {columns.Count} columns are named.");
        }

        RowNames = [.. rows];
        ColumnNames = [.. columns];
        Values = [.. values.Values];
    }

    /// <summary>Row names.</summary>
    public IReadOnlyList<string> RowNames { get; }

    /// <summary>Column names.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The values, row by row.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Text per cell, row by row, a line feed between lines; null: the value in <see cref="ValueFormat"/>.</summary>
    public IReadOnlyList<string>? CellTexts { get; init; }

    /// <summary>How many items each cell stands for, row by row; for the CSV. Null for none.</summary>
    public IReadOnlyList<double>? Counts { get; init; }

    /// <summary>.NET format of the values; "" for no text in the cells.</summary>
    public string ValueFormat { get; init; } = "0.00";

    /// <summary>The colour map.</summary>
    public ColourScale Scale { get; init; } = ColourScale.Blues;

    /// <summary>The value at the map's start; null: the smallest value.</summary>
    public double? Minimum { get; init; }

    /// <summary>The value at the map's end; null: the largest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>What the colour means, with the unit, written along the bar.</summary>
    public string ColourLabel { get; init; } = "";

    /// <summary>Whether the colour bar is drawn; switch it off on all but the last of panels that share one scale.</summary>
    public bool ShowColourBar { get; init; } = true;

    /// <summary>Greatest height of a cell in pixels.</summary>
    public double MaximumCellHeight { get; init; } = 52;

    /// <summary>
    /// A confusion matrix: rows are true classes with their numbers of cells, columns predicted ones; colour is the share of the row
    /// (so the diagonal is recall), each cell says the share and the count. A class without cells has an empty (missing) row.
    /// </summary>
    /// <param name="classes">Class names, for rows and columns.</param>
    /// <param name="counts">Counts, true class by predicted class.</param>
    public static HeatMap Confusion(IReadOnlyList<string> classes, Matrix counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        int n = classes.Count;
        var shares = new Matrix(counts.Rows, counts.Columns);
        string[] texts = new string[counts.Rows * counts.Columns];
        string[] rows = new string[counts.Rows];
        for (int i = 0; i < counts.Rows; i++)
        {
            double[] row = counts.Values[(i * counts.Columns)..((i + 1) * counts.Columns)];
            double total = row.Sum();
            rows[i] = $"{(i < n ? classes[i] : "")}\nn = {NumberText.Short(total)}";
            for (int j = 0; j < counts.Columns; j++)
            {
                double share = total > 0 ? row[j] / total : double.NaN;
                shares.Values[(i * counts.Columns) + j] = share;
                texts[(i * counts.Columns) + j] = double.IsNaN(share) ? "–" : $"{(share is > 0 and < 0.005 ? "<1" : NumberText.Display(100 * share, "0"))} %\n{NumberText.Short(row[j])}";
            }
        }

        return new HeatMap(rows, classes, shares)
        {
            CellTexts = texts,
            Counts = [.. counts.Values],
            Minimum = 0,
            Maximum = 1,
            ColourLabel = "share of the true class",
            X = new Axis("predicted"),
            Y = new Axis("true"),
        };
    }
}
