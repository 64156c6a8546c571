using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Notebooks;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Simulated;

/// <summary>The very cells that the catalogue opens as <c>simulated</c>.</summary>
public class DefaultCohortTests(DefaultCohortTests.Cells cells) : IClassFixture<DefaultCohortTests.Cells>
{
    private const string Raw = "data/allen_scalars/raw";

    [Fact]
    public void All_cells_are_usable()
    {
        Assert.Equal((600, 200), (cells.Simulated.Mouse.Cells.Count, cells.Simulated.Human.Cells.Count));
        Assert.Empty(new[] { cells.Simulated.Mouse, cells.Simulated.Human }.SelectMany(cohort => cohort.Funnel.Steps).SelectMany(step => step.Drops));
        Assert.Equal((600, 200), (cells.Simulated.WithFamilies.Mouse.Cells.Count, cells.Simulated.WithFamilies.Human.Cells.Count));
    }

    [SharedDataFact(Raw)]
    public async Task In_each_class_at_least_eight_of_ten_medians_lie_within_the_real_quartiles()
    {
        using var folder = new ScratchFolder();
        CohortSet real = await CohortCatalog.OpenAsync(AllenScalars.Name, new CohortOptions
        {
            Folder = new DataFolder(folder.At("data")),
            Fetch = new FetchOptions { Mirror = SharedData.Path(Raw), UseNetwork = false },
        });

        var classes = SimulationCheck.Between(cells.Simulated, real).Measures.GroupBy(one => (one.Species, one.Subclass)).ToArray();

        Assert.Equal(9, classes.Length);
        Assert.All(classes, one => Assert.Equal(10, one.Count()));
        Assert.Empty(classes.Where(one => one.Count(measure => measure.Holds) < 8).Select(one =>
            $"{one.Key}: without {string.Join(", ", one.Where(measure => !measure.Holds).Select(measure => FormattableString.Invariant($"{measure.Feature} ({measure.Distance:+0.0;-0.0} quartiles)")))}"));
    }

    /// <summary>Simulated once for all tests.</summary>
    public sealed class Cells
    {
        /// <summary>The cohort.</summary>
        public CohortSet Simulated { get; } = SimulatedCohort.Make();
    }
}
