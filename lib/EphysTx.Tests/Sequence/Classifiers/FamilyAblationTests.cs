using EphysTx.Cohorts;
using EphysTx.Sequence;
using EphysTx.Tests.Sequence.Files;

namespace EphysTx.Tests.Sequence.Classifiers;

public class FamilyAblationTests
{
    private static readonly Cohort Cells = StoredClassifiers.Cells;

    [Theory]
    [InlineData(MissingPolicy.Zeros)]
    [InlineData(MissingPolicy.Masked)]
    public void A_family_taken_away_leaves_the_others_as_they_are(MissingPolicy policy)
    {
        SequenceInput input = SequenceStandardizer.Fit(Cells, FamilyCohort.Rows(0, 40), policy).Transform(Cells);
        SequenceInput without = FamilyAblation.Without(input, 1);
        int width = input.Layout.Width;
        int kept = 0;
        for (int cell = 0; cell < input.Cells; cell++)
        {
            Assert.Equal(input.Values(cell)[..width], without.Values(cell)[..width]);
            Assert.Equal(input.Values(cell)[(2 * width)..], without.Values(cell)[(2 * width)..]);
            bool only = policy == MissingPolicy.Masked && !input.HasFamily(cell, 0) && !input.HasFamily(cell, 2);
            kept += only ? 1 : 0;
            Assert.True(only || !without.Values(cell)[width..(2 * width)].ContainsAnyExcept(0f));
            Assert.Equal(policy == MissingPolicy.Zeros || only, without.HasFamily(cell, 1));
        }

        Assert.Equal(policy == MissingPolicy.Masked, kept > 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => FamilyAblation.Without(input, 3));
    }

    [Fact]
    public void A_family_exchanged_is_that_of_the_giver()
    {
        SequenceInput input = SequenceStandardizer.Fit(Cells, FamilyCohort.Rows(0, 40), MissingPolicy.Masked).Transform(Cells);
        int[] givers = [.. Enumerable.Range(0, 60).Select(cell => (cell + 7) % 60)];
        SequenceInput exchanged = FamilyAblation.Exchanged(input, 0, givers);
        int width = input.Layout.Width;
        int moved = 0;
        for (int cell = 0; cell < 60; cell++)
        {
            bool takes = input.HasFamily(givers[cell], 0) || input.HasFamily(cell, 1) || input.HasFamily(cell, 2);
            moved += takes ? 1 : 0;
            Assert.Equal(input.Values(takes ? givers[cell] : cell)[..width], exchanged.Values(cell)[..width]);
            Assert.Equal(input.Values(cell)[width..], exchanged.Values(cell)[width..]);
        }

        Assert.True(moved > 50);
        Assert.Throws<ArgumentException>(() => FamilyAblation.Exchanged(input, 0, [1, 2]));
    }

    [Fact]
    public void A_classifier_predicts_without_and_with_exchanged_families()
    {
        SequenceClassifier classifier = StoredClassifiers.Fit(StoredClassifiers.Kinds["masked"]);
        double[] whole = classifier.PredictProbabilities(Cells).Values;
        Assert.NotEqual(whole, classifier.PredictWithout(Cells, 0).Values);
        Assert.Equal(whole, classifier.PredictExchanged(Cells, 0, FamilyCohort.Rows(0, 60)).Values);
        Assert.NotEqual(whole, classifier.PredictExchanged(Cells, 0, [.. FamilyCohort.Rows(0, 60).Reverse()]).Values);
    }
}
