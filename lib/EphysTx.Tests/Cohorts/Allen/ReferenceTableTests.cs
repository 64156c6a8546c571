using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Export;
using EphysTx.Cohorts.Sources;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Allen;

/// <summary>The assembled cohorts against the reference tables, on the published files.</summary>
public sealed class ReferenceTableTests
{
    private const string Raw = "data/allen_scalars/raw";

    private static async Task<CohortSet> OpenAsync(ScratchFolder folder, AllenScalarsOptions? options = null) =>
        await CohortCatalog.OpenAsync(AllenScalars.Name, new CohortOptions
        {
            Folder = new DataFolder(folder.At("data")),
            Fetch = new FetchOptions { Mirror = SharedData.Path(Raw), UseNetwork = false },
            AllenScalars = options ?? new AllenScalarsOptions(),
        });

    private static Task<CsvTable> ReferenceAsync(string name) => CsvTable.ReadAsync(SharedData.Path("data/allen_scalars", name));

    [SharedDataFact(Raw)]
    public async Task Mouse_equals_the_reference_cell_by_cell()
    {
        using var folder = new ScratchFolder();
        Cohort mouse = (await OpenAsync(folder)).Mouse;
        CsvTable reference = await ReferenceAsync("mouse_scalar_features.csv");

        Assert.Equal(reference.Ids("cell_id"), mouse.Cells.Select(cell => cell.Id));
        Assert.Equal(reference.Texts("subclass"), mouse.Cells.Select(cell => cell.Subclass));
        Assert.Equal(reference.Ids("donor_id"), mouse.Donors);
        foreach (string annotation in new[] { "ttype", "met_type", "structure", "dendrite_type", "ephys_session_id" })
        {
            Assert.Equal(reference.Texts(annotation), mouse.Cells.Select(cell => cell.Annotation(annotation)));
        }

        AssertValues(reference, mouse);
        Assert.Equal(982, mouse.Donors.Distinct().Count());
    }

    [SharedDataFact(Raw)]
    public async Task Human_equals_the_reference_cell_by_cell()
    {
        using var folder = new ScratchFolder();
        CohortSet set = await OpenAsync(folder);
        Cohort human = set.Human;
        CsvTable reference = await ReferenceAsync("human_scalar_features.csv");

        Assert.Equal(reference.Ids("cell_id"), human.Cells.Select(cell => cell.Id));
        Assert.Equal(reference.Texts("subclass"), human.Cells.Select(cell => cell.Subclass));
        Assert.Equal(reference.Texts("donor_id"), human.Donors);
        foreach (string annotation in new[] { "ttype", "revised_subclass_label", "original_subclass_label", "condition", "structure", "cortical_layer" })
        {
            Assert.Equal(reference.Texts(annotation), human.Cells.Select(cell => cell.Annotation(annotation)));
        }

        // The metadata leave the session of 14 of these cells blank; the reference knows 9 of those from elsewhere. They do not follow from the six
        // files, so they stay blank here; wherever the metadata have a session, it must be the reference's.
        string[] sessions = reference.Ids("dandi_session_id");
        string[] ours = [.. human.Cells.Select(cell => cell.Annotation("dandi_session_id"))];
        Assert.Equal(14, ours.Count(session => session.Length == 0));
        Assert.Equal(9, ours.Zip(sessions).Count(pair => pair.First.Length == 0 && pair.Second.Length > 0));
        Assert.All(ours.Zip(sessions).Where(pair => pair.First.Length > 0), pair => Assert.Equal(pair.Second, pair.First));

        AssertValues(reference, human);
        Assert.Equal(109, human.Donors.Distinct().Count());
        foreach (FeatureDefinition feature in human.Features)
        {
            Assert.Equal(human.Values.Column(human.IndexOfFeature(feature.Name)), set.HumanFull!.Values.Column(set.HumanFull.IndexOfFeature(feature.Name)));
        }
    }

    [SharedDataFact(Raw)]
    public async Task Exported_tables_have_the_reference_header_and_values()
    {
        using var folder = new ScratchFolder();
        using var culture = new ForeignCulture();
        CohortExport.Write(await OpenAsync(folder), folder.At("out"));

        foreach ((string name, string referenceName) in new[] { ("mouse.csv", "mouse_scalar_features.csv"), ("human.csv", "human_scalar_features.csv") })
        {
            CsvTable reference = await ReferenceAsync(referenceName);
            CsvTable exported = await CsvTable.ReadAsync(folder.At("out", name));
            Assert.Equal(reference.Header, exported.Header);
            Assert.Equal(reference.Rows, exported.Rows);
            foreach (FeatureDefinition feature in ScalarFeatures.Shared)
            {
                AssertClose(reference.Numbers(feature.Name), exported.Numbers(feature.Name), feature.Name);
            }

            string text = File.ReadAllText(folder.At("out", name));
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        }
    }

    [SharedDataFact(Raw)]
    public async Task The_funnel_has_the_published_counts()
    {
        using var folder = new ScratchFolder();
        CohortSet set = await OpenAsync(folder);

        Assert.Equal([3, 4435, 4221, 4221, 4221], set.Mouse.Funnel.Steps.Select(step => step.Remaining));
        Assert.Equal(
            [
                new FunnelDrop("no label", "", 165), new FunnelDrop("not one of the five subclasses", "Serpinf1", 47),
                new FunnelDrop("not one of the five subclasses", "L2/3", 1), new FunnelDrop("not one of the five subclasses", "Meis2", 1),
            ],
            set.Mouse.Funnel.Steps[2].Drops);
        Assert.Equal([3, 778, 778, 704, 704], set.Human.Funnel.Steps.Select(step => step.Remaining));
        Assert.Equal([("Pvalb", 33), ("Lamp5", 15), ("Sst", 15), ("Vip", 11)], set.Human.Funnel.Steps[3].Drops.Select(drop => (drop.Subclass, drop.Count)));
        foreach (Cohort cohort in new[] { set.Mouse, set.Human, set.HumanFull! })
        {
            IReadOnlyList<FunnelStep> steps = cohort.Funnel.Steps;
            Assert.All(Enumerable.Range(2, steps.Count - 2), i => Assert.Equal(steps[i - 1].Remaining, steps[i].Remaining + steps[i].Drops.Sum(drop => drop.Count)));
            Assert.Equal(cohort.Cells.Count, steps[^1].Remaining);
        }

        Assert.Equal(4, set.Mouse.Cells.Count - (await OpenAsync(folder, new AllenScalarsOptions { KeepCellsWithoutValues = false })).Mouse.Cells.Count);
    }

    [SharedDataFact(Raw)]
    public async Task Human_full_has_the_83_features_that_at_least_45_percent_of_the_cells_have()
    {
        using var folder = new ScratchFolder();
        Cohort full = (await OpenAsync(folder)).HumanFull!;

        Assert.Equal(83, full.Features.Count);
        Assert.Equal(
            ["adp_v_last_rheo", .. ScalarFeatures.Human.Where(feature => feature.Family == ScalarFeatures.Chirp).Select(feature => feature.Name).Order(StringComparer.Ordinal)],
            ScalarFeatures.Human.Select(feature => feature.Name).Except(full.Features.Select(feature => feature.Name)).OrderBy(name => name != "adp_v_last_rheo").ThenBy(name => name, StringComparer.Ordinal));
    }

    [SharedDataFact(Raw)]
    public async Task Missing_interval_measures_are_explained_by_the_spike_counts()
    {
        using var folder = new ScratchFolder();
        CohortSet set = await OpenAsync(folder);

        // Human sweeps with one spike have no interval, those with two no adaptation: 25 and 34 in the published table.
        Assert.Equal(25, Count(set.Human, "mean_isi_hero", MissingReason.TooFewSpikes));
        Assert.Equal(59, Count(set.Human, "adapt_hero", MissingReason.TooFewSpikes));
        Assert.Equal(340, Count(set.HumanFull!, "mean_isi_rheo", MissingReason.TooFewSpikes));
        Assert.Equal(0, Count(set.Human, "adapt_hero", MissingReason.NotReported));
        Assert.Equal(0, Count(set.Mouse, "first_isi_inv_hero", MissingReason.Undefined));
        Assert.Equal(283, Count(set.Mouse, "threshold_v_ramp", MissingReason.FamilyNotReported));
        Assert.Equal(1, Count(set.Mouse, "fast_trough_deltav_ramp", MissingReason.NotReported));
    }

    [SharedDataFact(Raw)]
    public async Task Impossible_values_are_kept_and_found()
    {
        using var folder = new ScratchFolder();
        CohortSet set = await OpenAsync(folder);

        Assert.Equal(1, Plausibility.Find(set.Mouse).Count(value => value.Feature == "input_resistance"));
        Assert.Equal(2, Plausibility.Find(set.Human).Count(value => value.Feature == "input_resistance"));
        Assert.All(Plausibility.Find(set.Mouse), value => Assert.Equal(value.Value, set.Mouse.Values[value.Row, set.Mouse.IndexOfFeature(value.Feature)]));
    }

    [SharedDataFact(Raw)]
    public async Task A_truncated_published_file_names_the_line_where_it_breaks_off()
    {
        using var folder = new ScratchFolder();
        byte[] whole = await File.ReadAllBytesAsync(SharedData.Path(Raw, "LeeDalley_ephys_fx.csv"));

        var error = Assert.Throws<EphysTxException>(() => CsvTable.Parse("x.csv", whole[..(whole.Length / 2)]));

        int line = whole.AsSpan(0, whole.Length / 2).Count((byte)'\n') + 1;
        Assert.StartsWith($"x.csv, line {line}: ", error.Message, StringComparison.Ordinal);
    }

    private static int Count(Cohort cohort, string feature, MissingReason reason) =>
        Enumerable.Range(0, cohort.Cells.Count).Count(row => cohort.Missing(row, cohort.IndexOfFeature(feature)) == reason);

    private static void AssertValues(CsvTable reference, Cohort cohort)
    {
        Assert.Equal(32, cohort.Features.Count);
        Assert.Equal(reference.Header.TakeLast(32), cohort.Features.Select(feature => feature.Name));
        for (int column = 0; column < cohort.Features.Count; column++)
        {
            AssertClose(reference.Numbers(cohort.Features[column].Name), cohort.Values.Column(column), cohort.Features[column].Name);
        }
    }

    private static void AssertClose(double[] expected, double[] actual, string feature)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int row = 0; row < expected.Length; row++)
        {
            bool isClose = double.IsNaN(expected[row]) ? double.IsNaN(actual[row]) : Math.Abs(actual[row] - expected[row]) <= 1e-9 * Math.Abs(expected[row]);
            Assert.True(isClose, string.Create(CultureInfo.InvariantCulture, $"{feature}, row {row}: {actual[row]} instead of {expected[row]}"));
        }
    }
}
