using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Tests.Cohorts.Allen;

namespace EphysTx.Tests.Cohorts;

public sealed class CohortCatalogTests
{
    private static CohortOptions Options(SyntheticFiles files, SourceList sources, string folder) => new()
    {
        Folder = new DataFolder(files.At(folder)),
        Sources = sources,
        Fetch = new FetchOptions { Mirror = files.Folder.Path, UseNetwork = false },
    };

    [Theory]
    [InlineData("allen-scalars")]
    [InlineData(null)]
    public async Task The_named_and_the_default_cohort_fetch_what_they_need(string? name)
    {
        using var files = new SyntheticFiles();

        CohortSet set = await CohortCatalog.OpenAsync(name, Options(files, files.Write(), "elsewhere"));

        Assert.Equal("allen-scalars", set.Name);
        Assert.False(set.IsSimulated);
        Assert.Equal(5, set.Mouse.Cells.Count);
        Assert.Equal(6, set.Provenance.Count);
        Assert.Contains("SHA-256", set.Provenance[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_lists_the_known_ones()
    {
        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("simulatd"));

        Assert.Equal("There is no cohort 'simulatd'; choose one of: allen-scalars, simulated.", error.Message);
    }

    [Fact]
    public async Task The_default_that_cannot_be_had_says_what_to_do()
    {
        using var files = new SyntheticFiles();
        CohortOptions options = Options(files, files.Write(), "elsewhere") with { Fetch = new FetchOptions { Mirror = null, UseNetwork = false } };

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync(null, options));

        Assert.StartsWith("No cohort was named, and the default, allen-scalars, cannot be opened", error.Message, StringComparison.Ordinal);
        Assert.Contains("EPHYSTX_MIRROR", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_simulated_cohort_needs_no_file()
    {
        using var files = new SyntheticFiles();
        var said = new List<string>();
        CohortOptions options = new()
        {
            Folder = new DataFolder(files.At("elsewhere")),
            Simulated = new SimulatedCohortOptions { MouseCells = 5, HumanCells = 4 },
            Messages = new Sentences(said),
        };

        CohortSet set = await CohortCatalog.OpenAsync("simulated", options);

        Assert.True(set.IsSimulated);
        Assert.Contains("simulating 5 mouse and 4 human cells", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_real_cells_that_cannot_be_had_are_an_error()
    {
        using var files = new SyntheticFiles();
        CohortOptions options = Options(files, files.Write(), "elsewhere") with { Fetch = new FetchOptions { Mirror = null, UseNetwork = false } };

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("allen-scalars", options));

        Assert.Contains("EPHYSTX_MIRROR", error.Message, StringComparison.Ordinal);
    }

    private sealed class Sentences(List<string> said) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (said)
            {
                said.Add(value);
            }
        }
    }
}
