using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Transfer;

/// <summary>The trained model; see <see cref="CrossSpeciesDiscriminantTrainer"/>. A class without a target training row has probability 0.</summary>
public sealed class CrossSpeciesDiscriminant : ITabularClassifier
{
    private readonly Part[] _parts;

    internal CrossSpeciesDiscriminant(int classCount, int featureCount, Part[] parts) =>
        (ClassCount, FeatureCount, _parts) = (classCount, featureCount, parts);

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <inheritdoc/>
    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        var result = new Matrix(features.Rows, ClassCount);
        foreach (Part part in _parts)
        {
            Matrix probabilities = part.Probabilities(part.Align(features));
            for (int row = 0; row < result.Rows; row++)
            {
                for (int c = 0; c < part.Classes.Length; c++)
                {
                    result[row, part.Classes[c]] += probabilities[row, c] / _parts.Length;
                }
            }
        }

        return result;
    }

    /// <summary>
    /// A model moved towards unlabelled cells of another condition by expectation–maximisation of the class means. This is transductive:
    /// where the cells are those to be predicted, a result says how well <em>these</em> can be told apart together, and has to state so.
    /// </summary>
    /// <param name="unlabelled">Cells × features as in training; NaN where missing.</param>
    /// <param name="pseudoCount">How many of these cells each present mean counts as, above 0.</param>
    /// <param name="rounds">Rounds, 1 or more.</param>
    public CrossSpeciesDiscriminant AdaptTo(Matrix unlabelled, double pseudoCount = 300, int rounds = 15)
    {
        TabularInput.CheckPrediction(unlabelled, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pseudoCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        return new CrossSpeciesDiscriminant(
            ClassCount, FeatureCount, Array.ConvertAll(_parts, part => part.Adapt(part.Align(unlabelled), pseudoCount, rounds)));
    }

    /// <summary>The model of one way to normalise: centres with their class, mean and share of the class.</summary>
    internal sealed record Part(
        NormalizingPreprocessor Preprocessor, int[] Order, double[] Centre, double[] Deviation, int[] Classes, double[][] Means, double[] Shares, SemidefiniteFactor Factor)
    {
        public Matrix Align(Matrix features) =>
            AlignedClasses.Apply(Preprocessor.Transform(features.SelectColumns(Order)), Centre, Deviation);

        public Matrix Probabilities(Matrix aligned)
        {
            double[][] coefficients = Array.ConvertAll(Means, Factor.Solve);
            var result = new Matrix(aligned.Rows, Classes.Length);
            for (int row = 0; row < aligned.Rows; row++)
            {
                Span<double> scores = result.Row(row);
                for (int c = 0; c < scores.Length; c++)
                {
                    scores[c] = LinearAlgebra.Dot(coefficients[c], aligned.Row(row)) - (0.5 * LinearAlgebra.Dot(coefficients[c], Means[c])) + Math.Log(Shares[c]);
                }

                Softmax.InPlace(scores);
            }

            return result;
        }

        public Part Adapt(Matrix aligned, double pseudoCount, int rounds)
        {
            Part current = this;
            for (int round = 0; round < rounds; round++)
            {
                Matrix share = current.Probabilities(aligned);
                double[][] means = Array.ConvertAll(Means, mean => Array.ConvertAll(mean, value => value * pseudoCount));
                for (int c = 0; c < means.Length; c++)
                {
                    double weight = pseudoCount;
                    for (int row = 0; row < aligned.Rows; row++)
                    {
                        LinearAlgebra.AddScaled(means[c], share[row, c], aligned.Row(row));
                        weight += share[row, c];
                    }

                    means[c] = Array.ConvertAll(means[c], value => value / weight);
                }

                current = this with { Means = means };
            }

            return current;
        }
    }
}
