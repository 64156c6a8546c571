using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Sources;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Allen;

/// <summary>The assembly on a tiny made-up version of the files: what goes where, and every way in which files can be wrong.</summary>
public sealed class AllenScalarsTests
{
    private static Task<CohortSet> LoadAsync(SyntheticFiles files, AllenScalarsOptions? options = null) => AllenScalars.LoadAsync(files.Folder, files.Write(), options);

    private static async Task<string> FailAsync(SyntheticFiles files) => (await Assert.ThrowsAsync<EphysTxException>(() => LoadAsync(files))).Message;

    [Fact]
    public async Task Cells_come_in_the_order_of_mouse_metadata_and_human_features()
    {
        using var files = new SyntheticFiles();

        CohortSet set = await LoadAsync(files);

        Assert.Equal(["100", "101", "102", "103", "104"], set.Mouse.Cells.Select(cell => cell.Id));
        Assert.Equal(["Sst", "Pvalb", "Vip", "Lamp5", "Sncg"], set.Mouse.Cells.Select(cell => cell.Subclass));
        Assert.Equal(["10", "10", "11", "11", "12"], set.Mouse.Donors);
        Assert.Equal(["303", "302", "301", "300"], set.Human.Cells.Select(cell => cell.Id));
        Assert.Equal(["Lamp5", "Vip", "Sst", "Pvalb"], set.Human.Cells.Select(cell => cell.Subclass));
        Assert.Equal("Sst-MET-1", set.Mouse.Cells[0].Annotation("met_type"));
        Assert.Equal("", set.Mouse.Cells[1].Annotation("met_type"));
        Assert.Equal("200", set.Mouse.Cells[0].Annotation("ephys_session_id"));
        Assert.Equal("403", set.Human.Cells[0].Annotation("dandi_session_id"));
        Assert.Equal("", set.Human.Cells[2].Annotation("dandi_session_id"));
        Assert.Equal("SST", set.Human.Cells[0].Annotation("original_subclass_label"));
    }

    [Fact]
    public async Task Mouse_values_follow_their_formulas()
    {
        using var files = new SyntheticFiles();
        SyntheticTable s = files.Tables["mouse-efeature"];
        SyntheticTable d = files.Tables["mouse-ipfx-features"];
        int last = s.Rows.Count - 1;
        s.Set(last, "tau", "12.5");
        s.Set(last, "threshold_t_long_square", "0.75");
        s.Set(last, "peak_v_ramp", "40");
        s.Set(last, "threshold_v_ramp", "-30");
        s.Set(last, "trough_v_long_square", "-60");
        s.Set(last, "fast_trough_v_long_square", "-55");
        s.Set(last, "avg_isi", "20");
        d.Set(last, "hero_first_isi", "0.01");
        s.Set(last - 1, "tau", "");
        d.Set(last - 1, "tau", "0.015");

        Cohort mouse = (await LoadAsync(files)).Mouse;

        double Value(int row, string feature) => mouse.Values[row, mouse.IndexOfFeature(feature)];
        Assert.Equal(0.0125, Value(0, "tau"));
        Assert.Equal(0.015, Value(1, "tau"));
        Assert.Equal(0.25, Value(0, "latency_rheo"));
        Assert.Equal(70, Value(0, "peak_deltav_ramp"));
        Assert.Equal(-5, Value(0, "trough_slowdeltav_rheo"));
        Assert.Equal(0.02, Value(0, "mean_isi_hero"));
        Assert.Equal(100, Value(0, "first_isi_inv_hero"));
    }

    [Fact]
    public async Task The_funnel_counts_each_drop_by_reason_and_class()
    {
        using var files = new SyntheticFiles();
        files.Tables["mouse-efeature"].Rows.RemoveAt(files.Tables["mouse-efeature"].Rows.Count - 1);
        files.Tables["human-metadata"].Set(0, "Revised_subclass_label", "");
        files.Tables["human-metadata-v2"].Set(0, "Revised_subclass_label", "");

        CohortSet set = await LoadAsync(files);

        Assert.Equal(["files", "cells in the metadata", "cells with a subclass label", "cells with features", "cells used"], set.Mouse.Funnel.Steps.Select(step => step.Name));
        Assert.Equal([3, 8, 5, 4, 4], set.Mouse.Funnel.Steps.Select(step => step.Remaining));
        Assert.Equal(
            [new FunnelDrop("no label", "", 1), new FunnelDrop("not one of the five subclasses", "L2/3", 1), new FunnelDrop("not one of the five subclasses", "Serpinf1", 1)],
            set.Mouse.Funnel.Steps[2].Drops);
        Assert.Equal([new FunnelDrop("not in efeature.csv", "Sst", 1)], set.Mouse.Funnel.Steps[3].Drops);
        Assert.Equal([3, 5, 4, 3, 3], set.Human.Funnel.Steps.Select(step => step.Remaining));
        Assert.Equal([new FunnelDrop("not in LeeDalley_ephys_fx.csv", "Pvalb", 1)], set.Human.Funnel.Steps[3].Drops);
        Assert.Equal(set.Human.Funnel.Steps.SelectMany(step => step.Drops), set.HumanFull!.Funnel.Steps.SelectMany(step => step.Drops));
    }

    [Fact]
    public async Task Features_that_too_few_cells_have_are_not_in_human_full()
    {
        using var files = new SyntheticFiles();

        CohortSet strict = await LoadAsync(files);
        CohortSet all = await LoadAsync(files, new AllenScalarsOptions { MaximumMissing = 1 });

        Assert.Equal(84, strict.HumanFull!.Features.Count);
        Assert.DoesNotContain(strict.HumanFull.Families, family => family.Name == ScalarFeatures.Chirp);
        Assert.Equal(93, all.HumanFull!.Features.Count);
    }

    [Fact]
    public async Task Missing_values_have_reasons()
    {
        using var files = new SyntheticFiles();
        SyntheticTable s = files.Tables["mouse-efeature"];
        SyntheticTable d = files.Tables["mouse-ipfx-features"];
        int last = s.Rows.Count - 1;
        foreach (string column in s.Header.Where(name => name.EndsWith("_ramp", StringComparison.Ordinal)))
        {
            s.Set(last, column, "");
        }

        s.Set(last, "adaptation", "");
        s.Set(last, "fast_trough_v_long_square", "");
        d.Set(last, "hero_avg_rate", "1.00002");
        d.Set(last, "hero_median_isi", "");
        d.Set(last, "hero_first_isi", "");
        d.Set(last - 1, "hero_avg_rate", "7");
        d.Set(last - 1, "hero_median_isi", "");
        d.Set(last - 1, "hero_first_isi", "0");

        Cohort mouse = (await LoadAsync(files)).Mouse;

        MissingReason Reason(int row, string feature) => mouse.Missing(row, mouse.IndexOfFeature(feature));
        Assert.Equal(MissingReason.FamilyNotReported, Reason(0, "threshold_v_ramp"));
        Assert.Equal(MissingReason.TooFewSpikes, Reason(0, "adapt_hero"));
        Assert.Equal(MissingReason.TooFewSpikes, Reason(0, "median_isi_hero"));
        Assert.Equal(MissingReason.TooFewSpikes, Reason(0, "first_isi_inv_hero"));
        Assert.Equal(MissingReason.NotReported, Reason(0, "fast_trough_deltav_rheo"));
        Assert.Equal(MissingReason.NotReported, Reason(0, "trough_slowdeltav_rheo"));
        Assert.Equal(MissingReason.NotReported, Reason(1, "median_isi_hero"));
        Assert.Equal(MissingReason.Undefined, Reason(1, "first_isi_inv_hero"));
        Assert.Equal(MissingReason.Present, Reason(1, "adapt_hero"));
    }

    [Theory]
    [InlineData(SncgPolicy.Keep, 5, 5)]
    [InlineData(SncgPolicy.AsVip, 5, 4)]
    [InlineData(SncgPolicy.AsLamp5, 5, 4)]
    [InlineData(SncgPolicy.Drop, 4, 4)]
    public async Task Sncg_goes_where_the_option_says(SncgPolicy policy, int cells, int classes)
    {
        using var files = new SyntheticFiles();

        Cohort mouse = (await LoadAsync(files, new AllenScalarsOptions { Sncg = policy })).Mouse;

        Assert.Equal(cells, mouse.Cells.Count);
        Assert.Equal(classes, mouse.Classes.Length);
        Assert.Equal(cells, mouse.Funnel.Steps[^1].Remaining);
    }

    [Fact]
    public async Task Cells_without_any_value_can_be_dropped()
    {
        using var files = new SyntheticFiles();
        foreach (string key in new[] { "mouse-efeature", "mouse-ipfx-features" })
        {
            SyntheticTable table = files.Tables[key];
            foreach (string column in table.Header.Where(name => name is not ("ID" or "filename" or "")))
            {
                table.Set(table.Rows.Count - 1, column, "");
            }
        }

        Assert.Equal(5, (await LoadAsync(files)).Mouse.Cells.Count);
        Cohort dropped = (await LoadAsync(files, new AllenScalarsOptions { KeepCellsWithoutValues = false })).Mouse;
        Assert.Equal(4, dropped.Cells.Count);
        Assert.Equal([new FunnelDrop("every feature is blank", "Sst", 1)], dropped.Funnel.Steps[^1].Drops);
    }

    [Fact]
    public async Task A_repeated_identical_metadata_row_counts_once()
    {
        using var files = new SyntheticFiles();
        SyntheticTable metadata = files.Tables["human-metadata-v2"];
        metadata.Rows.Insert(2, [.. metadata.Rows[1]]);

        Assert.Equal(4, (await LoadAsync(files)).Human.Cells.Count);
    }

    [Fact]
    public async Task The_culture_does_not_matter()
    {
        using var files = new SyntheticFiles();
        CohortSet before = await LoadAsync(files);
        using var culture = new ForeignCulture();

        CohortSet after = await LoadAsync(files);

        Assert.Equal(before.Mouse.Values.Values, after.Mouse.Values.Values);
        Assert.Equal(before.HumanFull!.Values.Values, after.HumanFull!.Values.Values);
    }

    [Theory]
    [InlineData("mouse-metadata", 1, "T-type Label", "Xyz A", "line 3: the label 'Xyz A' begins with 'Xyz', which is none of Lamp5, Pvalb, Sncg, Sst, Vip, Serpinf1, Meis2, L2/3")]
    [InlineData("mouse-metadata", 2, "cell_specimen_id", "100", "line 4: the identifier '100' stands already in line 2")]
    [InlineData("mouse-metadata", 2, "ephys_session_id", "200", "line 4: the session 200 stands already in line 2")]
    [InlineData("mouse-metadata", 2, "cell_specimen_id", "", "line 4: the identifier is blank")]
    [InlineData("mouse-efeature", 0, "ri", "12,5", "line 2: 42 fields where the header has 31")]
    [InlineData("mouse-efeature", 0, "ri", "abc", "line 2: 'abc' in column 'ri' is not a finite number")]
    [InlineData("mouse-efeature", 0, "ri", "Infinity", "line 2: 'Infinity' in column 'ri' is not a finite number")]
    [InlineData("mouse-efeature", 3, "ID", "sub-1.nwb", "line 5: 'sub-1.nwb' in column 'ID' has no session")]
    [InlineData("mouse-efeature", 3, "ID", "sub-1_ses-999.nwb", "line 5: the session 999 is not in")]
    [InlineData("mouse-ipfx-features", 1, "filename", "sub-1_ses-207.nwb", "line 3: the identifier '207' stands already in line 2")]
    [InlineData("human-metadata", 0, "Revised_subclass_label", "PVALBX", "line 2: the label 'PVALBX' in column 'Revised_subclass_label' is none of PVALB, SST, VIP, LAMP5/PAX6/Other", true)]
    [InlineData("human-metadata", 0, "Donor", "H1", "line 2: Donor of specimen 300 is 'H1', but 'H17.06.000' in")]
    [InlineData("human-metadata", 0, "specimen_id", "777", "line 2: the specimen 777 is not in")]
    [InlineData("human-metadata", 1, "specimen_id", "300", "line 3: the identifier '300' stands already in line 2")]
    [InlineData("human-features", 0, "specimen_id", "777", "line 2: the specimen 777 is not in")]
    [InlineData("human-features", 1, "specimen_id", "303", "line 3: the identifier '303' stands already in line 2")]
    [InlineData("human-features", 1, "tau", "x", "line 3: 'x' in column 'tau' is not a finite number")]
    [InlineData("human-features", 1, "specimen_id", "3.02E2", "line 3: '3.02E2' in column 'specimen_id' is not a whole identifier")]
    public async Task A_wrong_field_names_file_and_line(string key, int row, string column, string value, string expected, bool inBothVersions = false)
    {
        using var files = new SyntheticFiles();
        files.Tables[key].Set(row, column, value);
        if (inBothVersions)
        {
            files.Tables[key + "-v2"].Set(row, column, value);
        }

        string message = await FailAsync(files);

        // One field with a comma makes one field more than the header has.
        expected = expected.Replace("42 fields", $"{files.Tables[key].Header.Count + 1} fields", StringComparison.Ordinal).Replace("has 31", $"has {files.Tables[key].Header.Count}", StringComparison.Ordinal);
        Assert.StartsWith($"{files.PathOf(key)}, {expected}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mouse-metadata", "T-type Label")]
    [InlineData("mouse-efeature", "threshold_v_long_square")]
    [InlineData("mouse-ipfx-features", "hero_first_isi")]
    [InlineData("human-metadata", "Revised_subclass_label")]
    [InlineData("human-metadata-v2", "nwb_id")]
    [InlineData("human-features", "tau")]
    public async Task A_missing_column_is_named(string key, string column)
    {
        using var files = new SyntheticFiles();
        SyntheticTable table = files.Tables[key];
        table.Header[table.Header.IndexOf(column)] = "other";

        Assert.StartsWith($"{files.PathOf(key)}, line 1: there is no column '{column}'; ", await FailAsync(files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_row_in_a_feature_table_is_an_error_even_if_identical()
    {
        using var files = new SyntheticFiles();
        SyntheticTable table = files.Tables["human-features"];
        table.Rows.Add([.. table.Rows[0]]);

        Assert.Contains("line 6: the identifier '303' stands already in line 2", await FailAsync(files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_line_is_named()
    {
        using var files = new SyntheticFiles();
        files.Tables["human-features"].Rows[3].RemoveRange(40, 54);

        Assert.StartsWith($"{files.PathOf("human-features")}, line 5: 40 fields where the header has 94", await FailAsync(files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_and_absent_files_are_named_with_the_remedy()
    {
        using var files = new SyntheticFiles();
        SourceList sources = files.Write();
        File.AppendAllText(files.PathOf("mouse-efeature"), "\n");
        var changed = await Assert.ThrowsAsync<EphysTxException>(() => AllenScalars.LoadAsync(files.Folder, sources));
        File.Delete(files.PathOf("mouse-efeature"));
        var absent = await Assert.ThrowsAsync<EphysTxException>(() => AllenScalars.LoadAsync(files.Folder, sources));

        Assert.Contains($"with {sources["mouse-efeature"].Sha256}; it is damaged", changed.Message, StringComparison.Ordinal);
        Assert.Equal($"{files.PathOf("mouse-efeature")} is not here; get it with: ephystx data get.", absent.Message);
    }
}
