namespace EphysTx.Statistics;

/// <summary>
/// The non-decreasing function nearest to some points in the least-squares sense (pool adjacent violators; Ayer et al. 1955), linear between its knots and
/// constant beyond them. Points of equal x count as one with their mean.
/// </summary>
/// <param name="X">Knots, ascending; at least one.</param>
/// <param name="Y">Its values there, not descending.</param>
public sealed record IsotonicRegression(IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Fits points of equal weight.</summary>
    /// <exception cref="ArgumentException">There is none, lengths differ, or a number is not finite.</exception>
    public static IsotonicRegression Fit(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count == 0 || x.Count != y.Count || x.Concat(y).Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException($"Isotonic regression needs as many finite x ({x.Count}) as y ({y.Count}), and at least one.");
        }

        var points = Enumerable.Range(0, x.Count).GroupBy(i => x[i]).OrderBy(group => group.Key)
            .Select(group => (X: group.Key, Y: group.Average(i => y[i]), Weight: (double)group.Count())).ToArray();
        var blocks = new List<(double Value, double Weight, int First, int Last)>();
        for (int i = 0; i < points.Length; i++)
        {
            (double value, double weight, int first) = (points[i].Y, points[i].Weight, i);
            while (blocks.Count > 0 && blocks[^1].Value >= value)
            {
                (double Value, double Weight, int First, int Last) before = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                value = ((before.Value * before.Weight) + (value * weight)) / (before.Weight + weight);
                (weight, first) = (before.Weight + weight, before.First);
            }

            blocks.Add((value, weight, first, i));
        }

        var knots = new List<double>();
        var values = new List<double>();
        foreach ((double value, _, int first, int last) in blocks)
        {
            knots.Add(points[first].X);
            values.Add(value);
            if (last > first)
            {
                knots.Add(points[last].X);
                values.Add(value);
            }
        }

        return new IsotonicRegression(knots, values);
    }

    /// <summary>The value at a point; that of the nearest knot outside of them.</summary>
    public double At(double x)
    {
        int low = 0, high = X.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = X[middle] < x ? (middle + 1, high) : (low, middle);
        }

        return high == 0 ? Y[0]
            : high == X.Count ? Y[^1]
            : Y[high - 1] + ((Y[high] - Y[high - 1]) * (x - X[high - 1]) / (X[high] - X[high - 1]));
    }
}

/// <summary>
/// One isotonic regression a class of "is it this class" on its probability, rows normalised afterwards (Zadrozny and Elkan 2002); a row that becomes all zero is uniform. It bends
/// further than a temperature, needs more cells for that (several hundred a class), and can change labels.
/// </summary>
/// <param name="Classes">The regression of each class.</param>
public sealed record IsotonicCalibration(IReadOnlyList<IsotonicRegression> Classes)
{
    /// <summary>Fits on predictions for cells (and donors) that the model has not seen.</summary>
    /// <inheritdoc cref="TemperatureScaling.Fit"/>
    public static IsotonicCalibration Fit(int[] truth, Numerics.Matrix probabilities)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        return new IsotonicCalibration([.. Enumerable.Range(0, probabilities.Columns)
            .Select(label => IsotonicRegression.Fit(probabilities.Column(label), Array.ConvertAll(truth, one => one == label ? 1.0 : 0)))]);
    }

    /// <summary>The calibrated probabilities; rows add up to 1.</summary>
    public Numerics.Matrix Apply(Numerics.Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Numerics.Matrix result = probabilities.Clone();
        for (int row = 0; row < result.Rows; row++)
        {
            Span<double> cells = result.Row(row);
            double sum = 0;
            for (int c = 0; c < cells.Length; c++)
            {
                cells[c] = Classes[c].At(cells[c]);
                sum += cells[c];
            }

            for (int c = 0; c < cells.Length; c++)
            {
                cells[c] = sum > 0 ? cells[c] / sum : 1.0 / cells.Length;
            }
        }

        return result;
    }
}
