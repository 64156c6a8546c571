using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;

namespace EphysTx.Tests.Cohorts.Allen;

public sealed class ScalarFeaturesTests
{
    [Fact]
    public void There_are_32_shared_and_93_human_features_with_unique_names()
    {
        Assert.Equal(32, ScalarFeatures.Shared.Select(feature => feature.Name).Distinct().Count());
        Assert.Equal(93, ScalarFeatures.Human.Select(feature => feature.Name).Distinct().Count());
        Assert.Empty(ScalarFeatures.Shared.Except(ScalarFeatures.Human));
    }

    [Fact]
    public void Columns_of_a_family_are_neighbours()
    {
        foreach (IReadOnlyList<FeatureDefinition> features in new[] { ScalarFeatures.Shared, ScalarFeatures.Human })
        {
            int runs = features.Where((feature, i) => i == 0 || features[i - 1].Family != feature.Family).Count();
            Assert.Equal(features.Select(feature => feature.Family).Distinct().Count(), runs);
        }

        Assert.Equal(
            [ScalarFeatures.Subthreshold, ScalarFeatures.RheobaseSpike, ScalarFeatures.SpikeTrain, ScalarFeatures.RampSpike, ScalarFeatures.ShortSquareSpike],
            ScalarFeatures.Shared.Select(feature => feature.Family).Distinct());
    }

    [Fact]
    public void Each_has_a_known_unit_and_one_sentence()
    {
        string[] units = ["mV", "MΩ", "GΩ", "s", "pA", "Hz", "Hz/pA", "mV/ms", "mV·s", "rad", ""];
        Assert.All(ScalarFeatures.Human, feature =>
        {
            Assert.Contains(feature.Unit, units);
            Assert.EndsWith(".", feature.Description, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Each_shared_feature_has_a_mouse_formula() =>
        Assert.Equal(ScalarFeatures.Shared.Select(feature => feature.Name).Order(), MouseFormulas.ByFeature.Keys.Order());
}
