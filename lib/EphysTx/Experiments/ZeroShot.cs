using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Prediction;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>A model of mouse cells alone, asked about human ones.</summary>
/// <param name="Way">How the two species were made comparable.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="MacroF1">Macro-F1 on all human cells, with its interval over donors.</param>
public sealed record ZeroShot(string Way, string Model, ConfidenceInterval MacroF1)
{
    /// <summary>
    /// A forest and a shrinkage discriminant, on features as they are and with each species standardised by its own cells. The latter uses the human
    /// cells' features, not their labels.
    /// </summary>
    /// <param name="cohorts">Mouse and human with the same features; Sncg is left out of the mouse.</param>
    /// <param name="resamples">Resamples of donors.</param>
    /// <param name="seed">Seed of the forest.</param>
    /// <param name="cancellationToken">Stops the fits.</param>
    /// <exception cref="EphysTxException">The two have different features or classes.</exception>
    public static IReadOnlyList<ZeroShot> Of(CohortSet cohorts, int resamples, long seed = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohorts);
        (Cohort human, Cohort mouse) = LabelAlignment.Pair(FamilyBlocks.Of(cohorts.Human), FamilyBlocks.Of(cohorts.Mouse), SncgPolicy.Drop);
        if (!mouse.Features.Select(feature => feature.Name).SequenceEqual(human.Features.Select(feature => feature.Name)) || !mouse.Classes.SequenceEqual(human.Classes))
        {
            throw new EphysTxException($"{mouse.Name} and {human.Name} have different features or classes, so a model of one says nothing about the other; take cohorts with common features.");
        }

        var rows = new List<ZeroShot>();
        foreach ((string way, Matrix train, Matrix test) in new[] { ("as recorded", mouse.Values, human.Values), ("each species standardised", Own(mouse.Values), Own(human.Values)) })
        {
            foreach (ITabularTrainer trainer in new ITabularTrainer[] { BaselineArms.ForestTrainer, BaselineArms.DiscriminantTrainer })
            {
                Matrix probabilities = trainer.Fit(train, mouse.Labels, mouse.Classes.Length, seed, cancellationToken).PredictProbabilities(test);
                rows.Add(new ZeroShot(way, trainer.Name, DonorBootstrap.Interval(
                    human.Labels,
                    TabularClassifierExtensions.MostProbable(probabilities),
                    human.Classes.Length,
                    human.Donors,
                    confusion => confusion.MacroF1,
                    new BootstrapOptions { Seed = seed, Resamples = resamples })));
            }
        }

        return rows;
    }

    private static Matrix Own(Matrix values) => Standardizer.Fit(values, [.. Enumerable.Range(0, values.Rows)]).Transform(values);
}
