using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>Standardised cells ready for a sequence model: (cells, steps, width) and what of it was recorded. It does not change.</summary>
public sealed class SequenceInput
{
    private readonly float[] _values;
    private readonly bool[]? _recorded;
    private readonly bool[]? _families;

    /// <summary>
    /// Takes flattened standardised rows, steps · width each (padding included), for example those of
    /// <see cref="Flatten"/> after resampling.
    /// </summary>
    /// <param name="layout">The steps.</param>
    /// <param name="rows">One row a cell; NaN where not recorded, which only <see cref="MissingPolicy.Masked"/> allows.</param>
    /// <param name="policy">What becomes of missing values. With Masked, padding is ignored whatever it holds.</param>
    /// <exception cref="EphysTxException">A value is infinite, or missing where it must not be.</exception>
    public SequenceInput(SequenceLayout layout, Matrix rows, MissingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != layout.Length)
        {
            throw new ArgumentException($"{layout.Steps} steps of width {layout.Width} do not fit rows of {rows.Columns} values.", nameof(rows));
        }

        Layout = layout;
        Policy = policy;
        Cells = rows.Rows;
        _values = new float[rows.Values.Length];
        if (policy == MissingPolicy.Masked)
        {
            _recorded = new bool[_values.Length];
            _families = new bool[Cells * layout.Steps];
        }

        for (int cell = 0; cell < Cells; cell++)
        {
            Take(rows.Row(cell), cell);
        }
    }

    /// <summary>The steps.</summary>
    public SequenceLayout Layout { get; }

    /// <summary>What became of missing values.</summary>
    public MissingPolicy Policy { get; }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>The values of a cell, step after step; 0 where not recorded.</summary>
    public ReadOnlySpan<float> Values(int cell) => _values.AsSpan(cell * Layout.Length, Layout.Length);

    /// <summary>Which values of a cell count; empty where all do (<see cref="MissingPolicy.Zeros"/>).</summary>
    public ReadOnlySpan<bool> Recorded(int cell) => _recorded is null ? [] : _recorded.AsSpan(cell * Layout.Length, Layout.Length);

    /// <summary>Whether a family counts for a cell: with Masked, whether any value of it was recorded. A cell of which nothing was recorded counts as having every family, each at the mean of the training cells.</summary>
    public bool HasFamily(int cell, int step) => _families is null || _families[(cell * Layout.Steps) + step];

    /// <summary>The flattened rows, NaN where a value of a family was not recorded and 0 in padding; what resampling works on.</summary>
    public Matrix Flatten()
    {
        var rows = new Matrix(Cells, Layout.Length);
        for (int i = 0; i < _values.Length; i++)
        {
            bool missing = _recorded is not null && !_recorded[i] && Layout.IsValue(i % Layout.Length);
            rows.Values[i] = missing ? double.NaN : _values[i];
        }

        return rows;
    }

    /// <summary>The named cells, in the given order.</summary>
    public SequenceInput Select(int[] cells) => new(Layout, Flatten().SelectRows(cells), Policy);

    private void Take(ReadOnlySpan<double> row, int cell)
    {
        bool any = false;
        for (int i = 0; i < row.Length; i++)
        {
            int at = (cell * row.Length) + i;
            if (double.IsInfinity(row[i]) || (double.IsNaN(row[i]) && _recorded is null))
            {
                throw new EphysTxException($"Row {cell}, {Place(i)}: the value {row[i]} cannot be fed to a sequence model; standardise the cells first, with missing values as zeros or masked.");
            }

            bool recorded = _recorded is null || (!double.IsNaN(row[i]) && Layout.IsValue(i));
            _values[at] = recorded ? (float)row[i] : 0;
            if (_recorded is not null && recorded)
            {
                _recorded[at] = true;
                _families![(cell * Layout.Steps) + (i / Layout.Width)] = true;
                any = true;
            }
        }

        if (_recorded is not null && !any)
        {
            // Attention and mean need a step. All families at the training mean say no more than that nothing is known.
            _families!.AsSpan(cell * Layout.Steps, Layout.Steps).Fill(true);
        }
    }

    private string Place(int position) => $"family {Layout.Families[position / Layout.Width]}, position {position % Layout.Width}";
}
