using System.Text.Json;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Vectors;
using EphysTx.Features.Families;
using EphysTx.Features.Files;
using EphysTx.Storage;
using EphysTx.Tests.Features.Files;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Vectors;

public class VectorCohortTests
{
    private static readonly LabelColumns AllenColumns = new() { Id = "specimen__id", Label = "cre_label", Species = "donor__species" };

    [SharedDataFact("data", "vectors", "cell_types_139_meta.csv")]
    public async Task The_file_of_the_Allen_tools_is_a_cohort()
    {
        FeatureFile file = FeatureFile.Read(SharedData.Path("data", "vectors", "cell_types_139.h5"));
        string table = SharedData.Path("data", "vectors", "cell_types_139_meta.csv");
        CsvTable metadata = await CsvTable.ReadAsync(table);
        int labelled = metadata.Texts("donor__species").Zip(metadata.Texts("cre_label")).Count(pair => pair.First == "Mus musculus" && pair.Second.Length > 0);

        Cohort cohort = VectorCohort.Make(file, "vectors mouse", Species.Mouse, await CellLabels.ReadAsync(table, Species.Mouse, AllenColumns));

        Assert.Equal(labelled, cohort.Cells.Count);
        Assert.Equal(33, labelled);
        Assert.Equal(13, cohort.Families.Count);
        Assert.Equal(file.Families.Sum(family => file.Family(family).Columns), cohort.Features.Count);
        int row = cohort.Cells.Count / 2;
        int of = file.Ids.ToList().IndexOf(cohort.Cells[row].Id);
        Assert.Equal(
            file.Vector(of, FamilyNames.SpikingPeakV)!.Values!,
            cohort.Families.Single(family => family.Name == FamilyNames.SpikingPeakV).Columns.Select(column => cohort.Values[row, column]));
        int line = Array.IndexOf(metadata.Ids("specimen__id"), cohort.Cells[row].Id);
        Assert.Equal(metadata.Texts("line_name")[line], cohort.Cells[row].Annotation("line_name"));
        Assert.Equal(metadata.Texts("cre_label")[line], cohort.Cells[row].Subclass);
        Assert.Equal([139, 139, labelled], cohort.Funnel.Steps.Select(step => step.Remaining));
    }

    [Fact]
    public void Missing_families_carry_their_reason_and_unlabelled_cells_are_counted()
    {
        var labels = new CellLabels([new CohortCell("3", "Pvalb", "d1", new Dictionary<string, string>()), new CohortCell("20", "Sst", "d2", new Dictionary<string, string>())]);

        Cohort cohort = VectorCohort.Make(FeatureFileTests.Make(), "x", Species.Human, labels);

        Assert.Equal(["20", "3"], cohort.Cells.Select(cell => cell.Id));
        Assert.Equal(["psth_0000", "psth_0001", "psth_0002", "psth_0003"], cohort.Features.Select(feature => feature.Name));
        Assert.Equal([MissingReason.TooFewSpikes, MissingReason.NotReported, MissingReason.Present], new[] { cohort.Missing(0, 0), cohort.Missing(1, 2), cohort.Missing(1, 3) });
        Assert.Equal([4, 3, 2], cohort.Funnel.Steps.Select(step => step.Remaining));
        Assert.Equal("TruncatedFile", Assert.Single(cohort.Funnel.Steps[1].Drops).Reason);
        Assert.Contains("None of the 3 cells", Assert.Throws<EphysTxException>(() => VectorCohort.Make(FeatureFileTests.Make(), "x", Species.Human, new CellLabels([]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sub-599387254_ses-601506492_icephys", "601506492")]
    [InlineData("sub-1/sub-1_ses-2", "2")]
    [InlineData("cell_01", null)]
    public void Session_numbers_are_found_in_file_names(string id, string? session) => Assert.Equal(session, CellLabels.SessionOf(id));

    [Fact]
    public void The_sequence_array_is_zero_padded_and_its_mask_stands_beside_it()
    {
        using var folder = new ScratchFolder();

        SequenceExport.Write(FeatureFileTests.Make(), folder.At("seq"), cell => cell.Id == "3" ? "Pvalb" : null, isSingle: false);

        (int[] shape, double[] values) = NpyFile.Read(folder.At("seq", "X_seq.npy"));
        Assert.Equal([3, 12, 4], shape);
        double[] expected = new double[3 * 12 * 4];
        new double[] { 1, 2, 3 }.CopyTo(expected, 11 * 4);
        new double[] { 5, 6, 0, 8 }.CopyTo(expected, (2 * 48) + (11 * 4));
        Assert.Equal(expected, values);
        JsonElement json = JsonDocument.Parse(File.ReadAllText(folder.At("seq", "labels.json"))).RootElement;
        Assert.Equal(["100", "20", "3"], json.GetProperty("ids").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal([null, null, "Pvalb"], json.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(FamilyNames.All, json.GetProperty("families").EnumerateArray().Select(family => family.GetString()));
        Assert.Equal([0, 1, 0], json.GetProperty("missing").EnumerateArray().Select(row => row[11].GetInt32()));
        Assert.Equal([3, 0, 4], json.GetProperty("widths").EnumerateArray().Select(row => row[11].GetInt32()));
    }
}
