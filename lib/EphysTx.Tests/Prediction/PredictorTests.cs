using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Prediction;

namespace EphysTx.Tests.Prediction;

public class PredictorTests
{
    private static readonly TrainedModel Model = PredictionExample.Model;

    [Fact]
    public void A_typical_cell_gets_its_label_with_everything_beside_it()
    {
        for (int label = 0; label < 3; label++)
        {
            CellPrediction one = Predict(PredictionExample.Cell(label));

            Assert.Equal(Model.Classes[label], one.Label);
            Assert.Empty(one.Abstentions);
            Assert.Equal(1, one.Probabilities.Sum(), 1e-9);
            Assert.NotEqual(one.Label, one.RunnerUp);
            Assert.All(one.Sets, set => Assert.Equal(one.Label, set.Classes[0]));
            Assert.Empty(one.Missing);
            Assert.Equal(5, one.Contributions.Count);
            Assert.True(one.Contributions[0].Change > 0);
            Assert.Equal(5, one.Nearest.Count);
            Assert.All(one.Nearest, near => Assert.Equal(one.Label, near.Class));
            Assert.True(one.Distance <= one.DistanceThreshold);
        }
    }

    [Fact]
    public void A_missing_family_is_named_with_its_reason_and_does_not_make_a_cell_unusual()
    {
        CellPrediction one = Predict(PredictionExample.Cell(2, (column, value) => ScalarFeatures.Shared[column].Family == ScalarFeatures.ShortSquareSpike ? double.NaN : value));

        Assert.Equal(Model.Classes[2], one.Label);
        MissingFamily family = Assert.Single(one.Missing);
        Assert.Equal((ScalarFeatures.ShortSquareSpike, 4, 4, "left out"), (family.Family, family.Missing, family.Of, family.Why));
        Assert.Equal(0, one.Contributions.Single(of => of.Family == ScalarFeatures.ShortSquareSpike).Change);
    }

    [Fact]
    public void It_abstains_in_words_when_a_value_is_impossible()
    {
        CellPrediction one = Predict(PredictionExample.Cell(0, (column, value) => column == 2 ? value * 1000 : value));

        Assert.Null(one.Label);
        Assert.Contains(one.Abstentions, reason => reason.Reason == AbstentionReason.ImpossibleValue && reason.Text.Contains("tau is", StringComparison.Ordinal));
    }

    [Fact]
    public void It_abstains_when_a_cell_is_unlike_all_others()
    {
        CellPrediction one = Predict(PredictionExample.Cell(0, (column, value) => value + (column % 2 == 0 ? 25 : -25)));

        Assert.Null(one.Label);
        Assert.Contains(one.Abstentions, reason => reason.Reason is AbstentionReason.UnlikeTraining or AbstentionReason.PossiblyPyramidal);
    }

    [Fact]
    public void It_abstains_for_cells_of_the_other_species()
    {
        CellPrediction one = Predict(PredictionExample.Cell(1, (_, value) => value + 6));

        Assert.Contains(one.Abstentions, reason => reason.Reason == AbstentionReason.OtherSpecies && reason.Text.Contains("human", StringComparison.Ordinal));
        Assert.True(Model.Species!.Auc > 0.95);
    }

    [Fact]
    public void It_abstains_when_there_is_little_or_nothing_to_go_by()
    {
        CellPrediction nothing = Predict(PredictionExample.Cell(1, (_, _) => double.NaN));
        CellPrediction little = Predict(PredictionExample.Cell(1, (column, value) => column < 3 ? value : double.NaN));

        Assert.Equal(AbstentionReason.TooFewFeatures, nothing.Abstentions[0].Reason);
        Assert.Equal(AbstentionReason.TooFewFeatures, little.Abstentions[0].Reason);
        Assert.Null(Predictor.Predict(Model, [PredictionExample.Cell(1)], new PredictionOptions { LeastProbability = 1 })[0].Label);
        Assert.Empty(Predictor.Predict(Model, []));
    }

    [Fact]
    public void Few_typical_cells_of_new_donors_are_called_unusual()
    {
        Cohort fresh = PredictionExample.Cohort(Species.Mouse, 200, 77);

        int unusual = Model.Typicality.Judge(fresh.Values).Count(score => score.IsAtypical);

        Assert.InRange(unusual, 0, 12);
    }

    private static CellPrediction Predict(CellFeatures cell) => Assert.Single(Predictor.Predict(Model, [cell]));
}
