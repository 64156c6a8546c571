namespace EphysTx.Prediction;

/// <summary>A rule of thumb for pyramidal cells, which no model here was trained on: a spike wider, and falling more slowly than rising, than those of 95 % of the training cells.</summary>
internal sealed class PyramidalHint
{
    private const double Quantile = 0.95;

    private static readonly string[] Names = ["width_rheo", "upstroke_downstroke_ratio_rheo"];

    private readonly (int Column, double Limit)[] _limits;

    public PyramidalHint(TrainedModel model)
    {
        int[] columns = [.. Names.Select(name => model.Features.ToList().FindIndex(feature => feature.Name == name)).Where(column => column >= 0)];
        _limits = columns.Length < Names.Length ? [] : [.. columns.Select(column => (column, LimitOf(model, column)))];
    }

    /// <summary>Whether both values of a cell are beyond their limits; a missing one is not.</summary>
    public bool Fits(ReadOnlySpan<double> cell)
    {
        foreach ((int column, double limit) in _limits)
        {
            if (!(cell[column] > limit))
            {
                return false;
            }
        }

        return _limits.Length > 0;
    }

    private static double LimitOf(TrainedModel model, int column)
    {
        double[] known = [.. model.Typicality.Training.Column(column).Where(value => !double.IsNaN(value)).Order()];
        return known.Length == 0
            ? double.PositiveInfinity
            : (known[(int)(Quantile * (known.Length - 1))] * model.Typicality.Standardizer.Deviation[column]) + model.Typicality.Standardizer.Mean[column];
    }
}
