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

        Assert.Equal("There is no cohort 'simulatd'; choose one of: allen-scalars, allen-vectors, simulated.", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Where_nobody_chose_and_real_tables_cannot_be_had_simulated_cells_are_taken_and_it_is_said(string? mirror)
    {
        using var files = new SyntheticFiles();
        var said = new List<string>();
        CohortOptions options = Options(files, files.Write(), "elsewhere") with
        {
            Fetch = new FetchOptions { Mirror = mirror, UseNetwork = false },
            Simulated = new SimulatedCohortOptions { MouseCells = 5, HumanCells = 4 },
            Messages = new Sentences(said),
        };

        CohortSet set = await CohortCatalog.OpenAsync(null, options);

        Assert.True(set.IsSimulated);
        Assert.Equal(said[0], set.WhyChosen);
        Assert.StartsWith("No cohort was named: simulated cells are taken, because 6 of the 6 tables of allen-scalars are not here and could not be fetched", said[0], StringComparison.Ordinal);
        Assert.Contains("EPHYSTX_MIRROR", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_chose_and_real_tables_are_here_they_are_taken_and_it_is_said()
    {
        using var files = new SyntheticFiles();

        CohortSet set = await CohortCatalog.OpenAsync(null, Options(files, files.Write(), "elsewhere"));

        Assert.Equal("No cohort was named: allen-scalars is taken, because its tables are here.", set.WhyChosen);
        Assert.Null((await CohortCatalog.OpenAsync("allen-scalars", Options(files, files.Write(), "elsewhere"))).WhyChosen);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("empty")]
    public async Task A_mirror_that_was_named_but_lacks_the_tables_is_an_error_and_no_reason_to_simulate(string mirror)
    {
        using var files = new SyntheticFiles();
        Directory.CreateDirectory(files.At("empty"));
        CohortOptions options = Options(files, files.Write(), "elsewhere") with { Fetch = new FetchOptions { Mirror = files.At(mirror), UseNetwork = false } };

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync(null, options));

        Assert.StartsWith("6 of the 6 files of allen-scalars could not be had", error.Message, StringComparison.Ordinal);
        Assert.Contains(files.At(mirror), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_here_but_damaged_is_an_error_and_no_reason_to_simulate()
    {
        using var files = new SyntheticFiles();
        SourceList sources = files.Write();
        CohortOptions options = Options(files, sources, "elsewhere") with { Fetch = new FetchOptions { Mirror = null, UseNetwork = false } };
        Directory.CreateDirectory(files.At("elsewhere"));
        File.WriteAllText(files.At("elsewhere", sources.Files[0].Name), "damaged");

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync(null, options));

        Assert.Contains("has SHA-256", error.Message, StringComparison.Ordinal);
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
