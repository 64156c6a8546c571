using EphysTx.Cohorts;
using EphysTx.Cohorts.Sources;
using EphysTx.Cohorts.Vectors;
using EphysTx.Decomposition;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

/// <summary>Real shapes and scales: 139 cells of the Allen Institute with their feature families.</summary>
public class RealVectorTests
{
    [SharedDataFact("data", "vectors", "cell_types_139.h5")]
    public async Task Components_take_real_feature_vectors()
    {
        Cohort cohort = (await Open()).Mouse;
        var plan = CohortPlan.Of(cohort);
        Assert.True(plan.Plan.Families.Count >= 11, string.Join("; ", plan.LeftOut));

        // Two families suffice: all of them, with the published plan, are decomposed in FamilyDecompositionTests.
        var fit = FamilyDecomposition.Fit(cohort, plan.Plan with { Families = [.. plan.Plan.Families.Where(family => family.Components <= 3).Take(2)] });
        Matrix scores = fit.Transform(cohort);
        Assert.Equal(cohort.Cells.Count, scores.Rows);
        Assert.InRange(scores.Columns, 2, 6);
        Assert.All(fit.Families, family => Assert.True(family.ExplainedVariance.Sum() is > 0.25 and < 1 + 1e-9, $"{family.Family.Name} {family.Width} {family.ExplainedVariance.Sum()}"));
    }

    [SharedDataTheory("data", "vectors", "cell_types_139.h5")]
    [InlineData(MissingPolicy.Zeros)]
    [InlineData(MissingPolicy.Masked)]
    public async Task Networks_take_real_feature_vectors(MissingPolicy policy) => Train((await Open()).Mouse, policy);

    private static Task<CohortSet> Open() => CohortCatalog.OpenAsync("allen-vectors", new CohortOptions
    {
        Folder = new DataFolder("/nowhere"),
        Fetch = new FetchOptions { Mirror = null, UseNetwork = false },
        AllenVectors = new AllenVectorsOptions { Files = SharedData.Path("data", "vectors", "cell_types_139.h5"), LabelColumn = null },
    });

    private static void Train(Cohort cohort, MissingPolicy policy)
    {
        int[] train = FamilyCohort.Rows(0, 80);
        int[] held = FamilyCohort.Rows(80, cohort.Cells.Count);
        SequenceInput input = SequenceStandardizer.Fit(cohort, train, policy).Transform(cohort);
        Assert.True(input.Layout.Width >= 300 && input.Layout.Steps >= 11);
        Assert.All(Enumerable.Range(0, input.Cells), cell => Assert.False(input.Values(cell).ContainsAnyExceptInRange(-100f, 100f)));

        var options = new SequenceClassifierOptions { Hidden = 8, Missing = policy, Training = new SequenceTrainingOptions { MaxEpochs = 3, Batch = 32 } };
        SequenceClassifier classifier = new SequenceClassifierTrainer(options).Fit(cohort, [(train, held)], 1);

        IReadOnlyList<SequenceEpoch> history = classifier.Members[0].Fit.History;
        Assert.All(history, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss) && double.IsFinite(epoch.ValidationLoss)));
        Assert.True(history[^1].TrainingLoss < history[0].TrainingLoss);
        Matrix attention = classifier.Attention(cohort)!;
        Matrix probabilities = classifier.PredictProbabilities(cohort);
        for (int row = 0; row < cohort.Cells.Count; row++)
        {
            Assert.Equal(1, attention.Row(row).ToArray().Sum(), 1e-5);
            Assert.Equal(1, probabilities.Row(row).ToArray().Sum(), 1e-9);
        }
    }
}
