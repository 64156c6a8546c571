using EphysTx.Features.Families;
using EphysTx.Features.Register;
using EphysTx.Features.Scalars;

namespace EphysTx.Tests.Features;

public class FeatureRegisterTests
{
    [Fact]
    public void The_register_lists_exactly_what_is_computed_in_order()
    {
        Assert.Equal(FamilyNames.All, FeatureRegister.Entries.Where(entry => entry.Kind == FeatureKind.Family).Select(entry => entry.Name));
        Assert.Equal(ScalarFeatures.Names, FeatureRegister.Entries.Where(entry => entry.Kind == FeatureKind.Scalar).Select(entry => entry.Name));
    }

    [Fact]
    public void Every_entry_is_complete()
    {
        Assert.All(FeatureRegister.Entries, entry =>
        {
            Assert.All(new[] { entry.Name, entry.Unit, entry.Window, entry.Definition, entry.Source }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.NotEmpty(entry.Failures);
            Assert.Equal(entry.Failures.Distinct(), entry.Failures);
        });
    }

    [Fact]
    public void The_page_docs_features_is_the_register()
    {
        string path = Path.Combine(SharedData.RepositoryRoot, "docs", "features.md");
        string expected = FeatureRegister.ToMarkdown();
        if (Environment.GetEnvironmentVariable("EPHYSTX_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.True(File.ReadAllText(path) == expected, "docs/features.md differs from the register; run this test once with EPHYSTX_WRITE_DOCS=1 and commit the page.");
    }

    [SharedDataFact("data", "allen_scalars", "mouse_scalar_features.csv")]
    public void The_scalars_are_the_columns_of_the_published_cohort()
    {
        string[] columns = File.ReadLines(SharedData.Path("data", "allen_scalars", "mouse_scalar_features.csv")).First().Split(',');
        Assert.Equal(columns[8..], ScalarFeatures.Names);
    }
}
