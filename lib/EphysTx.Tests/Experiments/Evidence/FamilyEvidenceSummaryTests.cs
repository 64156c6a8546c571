using EphysTx.Experiments;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Experiments.Evidence;

public class FamilyEvidenceSummaryTests
{
    private static readonly FamilyEvidenceSummary Summary = FamilyEvidenceSummary.Of(EvidenceSample.Task(), EvidenceSample.Arm);

    [Fact]
    public void Attention_is_the_mean_over_folds_with_their_spread()
    {
        AssertClose([0.6, 0.3, 0.1], Summary.Attention.Mean.Row(0));
        AssertClose([0.1, 0.3, 0.6], Summary.Attention.Mean.Row(1));
        AssertClose([0.1, 0, 0.1], Summary.Attention.Spread.Row(0));
        Assert.Equal([3, 3], Summary.Attention.Parts);
        Assert.Equal([0, 2], new[] { Summary.Attention.Top(0), Summary.Attention.Top(1) });
    }

    [Fact]
    public void Falls_are_of_the_true_class()
    {
        AssertClose([0.7, 0.1, -0.1], Summary.Occlusion.Mean.Row(0));
        AssertClose([0.7, 0.1, -0.1], Summary.Occlusion.Mean.Row(1));
        AssertClose([0.35, 0.05, -0.05], Summary.Exchange.Mean.Row(1));
    }

    [Fact]
    public void Macro_F1_falls_where_the_answer_changes()
    {
        // Without family a the true class has 0.2, so every answer is wrong; exchanged it keeps 0.55.
        Assert.Equal(["a", "b", "c"], Summary.Falls.Select(fall => fall.Family));
        Assert.Equal([1, 0, 0], Summary.Falls.Select(fall => fall.Occlusion.Mean));
        Assert.Equal([0, 0, 0], Summary.Falls.Select(fall => fall.Exchange.Mean));
    }

    [Fact]
    public void Agreement_is_the_order_of_families_class_by_class()
    {
        IReadOnlyList<AttentionAgreement> agreement = AttentionAgreement.Of(Summary, 200);

        Assert.Equal([1, -1], agreement.Select(one => one.WithOcclusion.Estimate));
        Assert.Equal([1, -1], agreement.Select(one => one.WithExchange.Lower));
        Assert.All(agreement, one => Assert.Equal((12, 12), (one.Predictions, one.WithOcclusion.Donors)));
    }

    [Fact]
    public void A_class_that_a_fold_lacks_does_not_count_there()
    {
        Split few = new([0, 1, 2, 3], [4, 6]) { Fold = 1 };
        FamilyEvidenceSummary summary = FamilyEvidenceSummary.Of(EvidenceSample.Task([EvidenceSample.Splits[0], few]), EvidenceSample.Arm);

        Assert.Equal([2, 1], summary.Attention.Parts);
        AssertClose([0.2, 0.3, 0.5], summary.Attention.Mean.Row(1));
        Assert.All(summary.Attention.Spread.Row(1).ToArray(), value => Assert.True(double.IsNaN(value)));
        SingleFoldMap missing = SingleFoldMap.Of(summary)[1];
        Assert.Equal((0, -1, 2, 1, 1), (missing.Cells, missing.Top, missing.PooledTop, missing.PartsThatAgree, missing.Parts));
        Assert.True(double.IsNaN(missing.LargestDifference));
    }

    [Fact]
    public void One_donor_gives_no_interval()
    {
        // Pvalb: one cell; Sst: two cells of two donors.
        Split few = new([4, 5, 6, 7], [0, 1, 3]);

        IReadOnlyList<AttentionAgreement> agreement = AttentionAgreement.Of(FamilyEvidenceSummary.Of(EvidenceSample.Task([few]), EvidenceSample.Arm), 100);

        ConfidenceInterval alone = agreement[0].WithOcclusion;
        Assert.True(double.IsFinite(agreement[1].WithOcclusion.Lower));
        Assert.Equal((1.0, 1), (alone.Estimate, alone.Donors));
        Assert.True(double.IsNaN(alone.Lower) && double.IsNaN(alone.Upper));
    }

    [Fact]
    public void A_single_fold_is_held_against_all()
    {
        SingleFoldMap pvalb = SingleFoldMap.Of(Summary)[0];

        Assert.Equal((4, 0, 0, 3, 3), (pvalb.Cells, pvalb.Top, pvalb.PooledTop, pvalb.PartsThatAgree, pvalb.Parts));
        Assert.Equal(0.1, pvalb.LargestDifference, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => SingleFoldMap.Of(Summary, 3));
    }

    [Fact]
    public void A_network_without_attention_is_named_as_such()
    {
        ArmOutcome outcome = EvidenceSample.Outcome(EvidenceSample.Splits[0]);
        var without = outcome with { Arrays = outcome.Arrays.Where(pair => pair.Key != FamilyEvidence.Attention).ToDictionary() };

        var error = Assert.Throws<EphysTxException>(() => FoldEvidence.Of(EvidenceSample.Cohort, EvidenceSample.Splits[0], without));

        Assert.Contains("attention", error.Message, StringComparison.Ordinal);
        Assert.Contains(SequenceModels.Attention, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_of_different_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => FamilyMap.Over([new Matrix(2, 3), new Matrix(3, 2)]));

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual)
    {
        double[] values = actual.ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
