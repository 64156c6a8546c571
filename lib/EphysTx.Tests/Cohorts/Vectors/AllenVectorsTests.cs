using EphysTx.Cohorts;
using EphysTx.Cohorts.Sources;
using EphysTx.Cohorts.Vectors;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Families;
using EphysTx.Features.Files;
using EphysTx.Tests.Cohorts.Allen;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Vectors;

public class AllenVectorsTests
{
    [SharedDataFact("data", "vectors", "cell_types_139_meta.csv")]
    public async Task Cells_without_a_transcriptomic_label_get_the_label_that_both_species_have_and_it_is_said()
    {
        CohortSet set = await CohortCatalog.OpenAsync("allen-vectors", Options("/nowhere", SharedData.Path("data", "vectors")));

        Assert.Equal("allen-vectors", set.Name);
        Assert.Contains("no transcriptomic subclass is known", set.ClassesAre, StringComparison.Ordinal);
        Assert.Contains("dendrite type", set.SourceLine, StringComparison.Ordinal);
        Assert.False(set.IsSimulated);
        Assert.Equal(["aspiny", "sparsely spiny", "spiny"], set.Mouse.Classes);
        Assert.Equal(["aspiny", "spiny"], set.Human.Classes);
        Assert.Equal((104, 33), (set.Mouse.Cells.Count, set.Human.Cells.Count));
        FunnelStep last = set.Human.Funnel.Steps[^1];
        Assert.Equal(new FunnelDrop("class with fewer than 5 cells", "sparsely spiny", 2), Assert.Single(last.Drops));
        Assert.Equal(set.Mouse.Features, set.Human.Features);
        Assert.Equal(104, set.Mouse.Donors.Distinct().Count() + set.Mouse.Cells.GroupBy(cell => cell.DonorId).Sum(donor => donor.Count() - 1));
        Assert.All(set.Human.Cells, cell => Assert.Matches(@"^H\d+\.\d+\.\d+$", cell.DonorId));
    }

    [SharedDataFact("data", "vectors", "cell_types_139_meta.csv")]
    public async Task A_named_label_that_one_species_lacks_is_an_error_that_says_so()
    {
        CohortOptions options = Options("/nowhere", SharedData.Path("data", "vectors", "cell_types_139.h5"));
        options = options with { AllenVectors = options.AllenVectors with { LabelColumn = "cre_label" } };

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("allen-vectors", options));

        Assert.Contains("'cre_label'", error.Message, StringComparison.Ordinal);
        Assert.Contains("there are not two human classes of at least 5 cells", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_feature_file_the_error_says_how_to_get_one()
    {
        using var folder = new ScratchFolder();

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("allen-vectors", Options(folder.Path, null)));
        var named = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("allen-vectors", Options(folder.Path, folder.At("none"))));

        Assert.Contains("no *.h5 in " + folder.At("vectors"), error.Message, StringComparison.Ordinal);
        Assert.Contains("ephystx extract", error.Message, StringComparison.Ordinal);
        Assert.Contains("EPHYSTX_VECTORS", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(folder.At("none") + ", which EPHYSTX_VECTORS names, does not exist", named.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extracted_Patch_seq_cells_find_their_published_labels_by_session_over_several_files()
    {
        using var files = new SyntheticFiles();
        SourceList sources = files.Write();
        Save(files.At("data", "vectors", "mouse.h5"), "paper", [.. Enumerable.Range(0, 5).Select(i => $"sub-{100 + i}_ses-{200 + i}_icephys"), "sub-1_ses-999_icephys"]);
        string[] human = [.. (await AllenScalarsTestSessions(files, sources)).Select(session => $"sub-H_ses-{session}_icephys")];
        Save(files.At("data", "vectors", "human.h5"), "paper", human);

        CohortSet set = await CohortCatalog.OpenAsync("allen-vectors", Options(files.At("data"), null) with { Sources = sources });

        Assert.Equal(["Lamp5", "Pvalb", "Sncg", "Sst", "Vip"], set.Mouse.Classes);
        Assert.Equal("transcriptomic subclass", set.ClassesAre);
        Assert.Equal("Sst", set.Mouse.Cells.Single(cell => cell.Id == "sub-100_ses-200_icephys").Subclass);
        Assert.Equal(human.Length, set.Human.Cells.Count);
        Assert.Equal(2, set.Provenance.Count);
    }

    [Fact]
    public async Task A_table_beside_the_file_labels_it_whatever_the_case_of_the_labels()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.At("vectors"));
        Save(folder.At("vectors", "mine.h5"), "recommended", ["a", "b", "c", "d", "e"]);
        File.WriteAllText(folder.At("vectors", "mine.csv"), "id,species,subclass,donor\na,mouse,pvalb,1\nb,mouse,SST,1\nc,human,PVALB,2\nd,human,LAMP5/PAX6/Other,2\ne,human,,3\n");

        CohortSet set = await CohortCatalog.OpenAsync("allen-vectors", Options(folder.Path, null));

        Assert.Equal(["Pvalb", "Sst"], set.Mouse.Classes);
        Assert.Equal(["Lamp5", "Pvalb"], set.Human.Classes);
        Assert.Equal(["1", "1"], set.Mouse.Donors);
        Assert.Contains(set.Human.Funnel.Steps, step => step.Drops.Any(drop => drop.Count == 3));
    }

    [Fact]
    public async Task Files_of_different_presets_are_not_mixed_and_a_table_without_labels_is_named()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.At("vectors"));
        Save(folder.At("vectors", "a.h5"), "paper", ["a"]);
        File.WriteAllText(folder.At("vectors", "a.csv"), "id,species\na,mouse\n");
        var unlabelled = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("allen-vectors", Options(folder.Path, null)));
        Save(folder.At("vectors", "b.h5"), "recommended", ["b"]);
        var mixed = await Assert.ThrowsAsync<EphysTxException>(() => CohortCatalog.OpenAsync("allen-vectors", Options(folder.Path, null)));

        Assert.StartsWith("a.csv: there is no column of labels (subclass, ", unlabelled.Message, StringComparison.Ordinal);
        Assert.Equal("The feature files a.h5 (paper), b.h5 (recommended) were drawn with different presets; draw them with one.", mixed.Message);
    }

    [Theory]
    [InlineData("Rorb-IRES2-Cre-D;Ai14-197330.06.01.01", "Rorb-IRES2-Cre-D;Ai14-197330")]
    [InlineData("H16.03.001.01.05.02", "H16.03.001")]
    [InlineData("mine", "mine")]
    public void The_donor_stands_in_an_Allen_specimen_name(string name, string donor) => Assert.Equal(donor, CellLabels.DonorOf(name));

    private static CohortOptions Options(string folder, string? files) => new()
    {
        Folder = new DataFolder(folder),
        Fetch = new FetchOptions { Mirror = null, UseNetwork = false },
        AllenVectors = new AllenVectorsOptions { Files = files, LabelColumn = null, LeastCells = files is null ? 1 : 5 },
    };

    private static void Save(string path, string preset, string[] ids)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new FeatureFile("x", preset, "1", Shard.Whole, ids.Select((id, i) =>
            new ExtractedCell(id, id + ".nwb", 3, 3, null, [new FamilyVector(FamilyNames.Psth, [i, 1, 2], null)], [], []))).Save(path);
    }

    private static async Task<string[]> AllenScalarsTestSessions(SyntheticFiles files, SourceList sources)
    {
        CohortSet set = await CohortCatalog.OpenAsync("allen-scalars", new CohortOptions
        {
            Folder = new DataFolder(files.At("data")), Sources = sources, Fetch = new FetchOptions { Mirror = files.Folder.Path, UseNetwork = false },
        });
        return [.. set.Human.Cells.Select(cell => cell.Annotation("dandi_session_id")).Where(session => session.Length > 0)];
    }
}
