using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>A trained model of sequences: an encoder, the standardisation of its training cells and, where asked, a correction by priors.</summary>
/// <param name="Model">The model.</param>
/// <param name="Head">Name of the head that is asked.</param>
/// <param name="Standardizer">Applied to every cell first.</param>
/// <param name="Priors">Added to the scores; null for none.</param>
/// <param name="Fit">How training went.</param>
public sealed record SequenceMember(ISequenceModel Model, string Head, SequenceStandardizer Standardizer, PriorCorrection? Priors, SequenceFit Fit)
{
    /// <summary>Scores cells of a cohort.</summary>
    public SequenceScores Score(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return Score(Standardizer.Transform(cohort));
    }

    /// <summary>Scores cells that are standardised already.</summary>
    public SequenceScores Score(SequenceInput input)
    {
        SequenceScores scores = Model.Score(Head, input);
        return Priors is null ? scores : Priors.Apply(scores);
    }
}

/// <summary>One or several trained models whose probabilities are averaged.</summary>
/// <param name="Members">The models, one or more.</param>
public sealed record SequenceClassifier(IReadOnlyList<SequenceMember> Members)
{
    /// <summary>Names of the classes in the order of the probabilities' columns; empty where they are not known.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Class probabilities, cells × classes.</summary>
    public Matrix PredictProbabilities(Cohort cohort) => Mean(member => member.Score(cohort).Probabilities());

    /// <summary>Attention, cells × families, the mean over the members; null with another pooling.</summary>
    public Matrix? Attention(Cohort cohort) => Members[0].Model.Architecture.Pooling == SequencePooling.Attention
        ? Mean(member => member.Score(cohort).Attention!)
        : null;

    /// <summary>
    /// Class probabilities with one family taken away: masked where missing values are masked, else set to the mean of the training cells (0 after
    /// standardisation).
    /// </summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="family">Index of the family among the cohort's.</param>
    public Matrix PredictWithout(Cohort cohort, int family) =>
        Mean(member => member.Score(FamilyAblation.Without(member.Standardizer.Transform(cohort), family)).Probabilities());

    /// <summary>Class probabilities with one family of each cell exchanged for that of another.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="family">Index of the family among the cohort's.</param>
    /// <param name="givers">Per cell the cell whose family it is given.</param>
    public Matrix PredictExchanged(Cohort cohort, int family, int[] givers) =>
        Mean(member => member.Score(FamilyAblation.Exchanged(member.Standardizer.Transform(cohort), family, givers)).Probabilities());

    private Matrix Mean(Func<SequenceMember, Matrix> of)
    {
        Matrix sum = of(Members[0]).Clone();
        for (int member = 1; member < Members.Count; member++)
        {
            Matrix next = of(Members[member]);
            for (int i = 0; i < sum.Values.Length; i++)
            {
                sum.Values[i] += next.Values[i];
            }
        }

        for (int i = 0; i < sum.Values.Length; i++)
        {
            sum.Values[i] /= Members.Count;
        }

        return sum;
    }
}
