using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Experiments;

/// <summary>What is kept of a network's use of the families, for each test cell: attention, and the probabilities without a family or with another cell's.</summary>
public static class FamilyEvidence
{
    /// <summary>Name of the array of attention, test cells × families.</summary>
    public const string Attention = "attention";

    /// <summary>Name of the array of probabilities without a family, test cells × classes.</summary>
    public static string Without(string family) => "without " + family;

    /// <summary>Name of the array of probabilities with the family of another test cell.</summary>
    public static string Exchanged(string family) => "exchanged " + family;

    /// <summary>Asks a trained network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="test">The test cells.</param>
    /// <param name="seed">Seed of the exchanges.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static IReadOnlyDictionary<string, Matrix> Of(SequenceClassifier model, Cohort test, long seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        var arrays = new Dictionary<string, Matrix>(StringComparer.Ordinal);
        if (model.Attention(test) is { } attention)
        {
            arrays[Attention] = attention;
        }

        var random = new SeededRandom(seed);
        for (int family = 0; family < test.Families.Count; family++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] givers = [.. Enumerable.Range(0, test.Cells.Count)];
            random.Fork(family).Shuffle<int>(givers);
            arrays[Without(test.Families[family].Name)] = model.PredictWithout(test, family);
            arrays[Exchanged(test.Families[family].Name)] = model.PredictExchanged(test, family, givers);
        }

        return arrays;
    }
}
