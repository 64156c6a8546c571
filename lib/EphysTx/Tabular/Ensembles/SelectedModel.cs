using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>The chosen model, trained on all training rows.</summary>
public sealed class SelectedModel : ITabularClassifier
{
    internal SelectedModel(ITabularClassifier model, string name, int chosen, double[] scores) =>
        (Model, Name, Chosen, InnerMacroF1) = (model, name, chosen, scores);

    /// <summary>The model itself.</summary>
    public ITabularClassifier Model { get; }

    /// <summary>Name of the trainer that was chosen.</summary>
    public string Name { get; }

    /// <summary>Number of the chosen candidate, from 0.</summary>
    public int Chosen { get; }

    /// <summary>Mean macro-F1 of each candidate in the inner cross-validation; the chosen one's is optimistic.</summary>
    public IReadOnlyList<double> InnerMacroF1 { get; }

    /// <inheritdoc/>
    public int ClassCount => Model.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => Model.FeatureCount;

    /// <inheritdoc/>
    public Matrix PredictProbabilities(Matrix features) => Model.PredictProbabilities(features);
}
