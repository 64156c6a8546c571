using System.Globalization;
using System.Text;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Sources;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Allen;

/// <summary>
/// The six files of <c>allen-scalars</c> in a tiny, made-up version: the layout of the published ones, invented cells. A test changes a table
/// before the files are written.
/// </summary>
internal sealed class SyntheticFiles : IDisposable
{
    private static readonly string[] MouseLabels = ["Sst A", "Pvalb B", "Vip C", "Lamp5 D", "Sncg E", "Serpinf1 F", "", "L2/3 IT G"];
    private static readonly string[] HumanLabels = ["PVALB", "SST", "VIP", "LAMP5/PAX6/Other", "PVALB"];

    private static readonly string[] SColumns =
    [
        "vrest", "ri", "sag", "tau", "vm_for_sag", "f_i_curve_slope", "adaptation", "latency", "avg_isi",
        .. new[] { "long_square", "ramp", "short_square" }.SelectMany(sweep => new[] { "upstroke_downstroke_ratio", "peak_v", "trough_v", "fast_trough_v", "threshold_v", "threshold_i", "threshold_t" }.Select(name => $"{name}_{sweep}")),
    ];

    private static readonly string[] DColumns =
    [
        "v_baseline", "rheobase_i", "fi_fit_slope", "sag", "vm_for_sag", "input_resistance", "tau", "hero_avg_rate", "hero_first_isi", "hero_isi_cv", "hero_median_isi", "rheo_width",
    ];

    private readonly ScratchFolder _folder = new();

    public SyntheticFiles()
    {
        Tables["mouse-metadata"] = new SyntheticTable("\r\n", ["cell_specimen_id", "structure", "donor_id", "dendrite_type", "ephys_session_id", "T-type Label", "MET-type Label"]);
        Tables["mouse-efeature"] = new SyntheticTable("\n", [.. SColumns, "ID"]);
        Tables["mouse-ipfx-features"] = new SyntheticTable("\n", ["", "filename", .. DColumns]);
        for (int i = 0; i < MouseLabels.Length; i++)
        {
            string file = $"sub-{100 + i}_ses-{200 + i}_icephys.nwb";
            Tables["mouse-metadata"].Rows.Add([$"{100 + i}", "VISp5", $"{10 + (i / 2)}", "aspiny", $"{200 + i}.0", MouseLabels[i], i == 0 ? "Sst-MET-1" : "NULL"]);

            // In another order than the metadata, as the published tables are.
            Tables["mouse-efeature"].Rows.Insert(0, [.. SColumns.Select((_, column) => Number(i, column)), file]);
            Tables["mouse-ipfx-features"].Rows.Insert(0, [$"{i}", file, .. DColumns.Select((_, column) => Number(i, 50 + column))]);
        }

        string[] shared = ["cell_name", "Donor", "structure", "Transcriptomic_type ", "condition", "Cortical_layer", "subclass_label", "Revised_subclass_label"];
        string[] features = [.. ScalarFeatures.Human.Select(feature => feature.Name)];
        Tables["human-metadata"] = new SyntheticTable("\r\n", ["specimen_id", .. shared]);
        Tables["human-metadata-v2"] = new SyntheticTable("\r\n", ["specimen_id_x", .. shared, "nwb_id"]);
        Tables["human-features"] = new SyntheticTable("\r\n", ["specimen_id", .. features]) { HasByteOrderMark = true };
        for (int i = 0; i < HumanLabels.Length; i++)
        {
            string[] row = [$"{300 + i}", $"cell {i}", $"H17.06.00{i}", "MTG", "Inh type ", i % 2 == 0 ? "acute" : "culture", "3", "SST", HumanLabels[i]];
            Tables["human-metadata"].Rows.Add([.. row]);
            Tables["human-metadata-v2"].Rows.Add([.. row, i == 1 ? "" : $"{400 + i}.0"]);
            if (i < 4)
            {
                Tables["human-features"].Rows.Insert(0, [$"{300 + i}", .. features.Select((name, column) => name.Contains("chirp", StringComparison.Ordinal) && i > 0 ? "" : Number(i, column))]);
            }
        }
    }

    public Dictionary<string, SyntheticTable> Tables { get; } = [];

    public DataFolder Folder => new(_folder.At("data"));

    public string PathOf(string key) => Folder.PathOf(SourceList.AllenScalars[key]);

    public string At(params string[] parts) => _folder.At(parts);

    /// <summary>Value of the i-th cell in a column, the same on every machine.</summary>
    public static string Number(int cell, int column) => (1 + cell + (column / 8.0)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the files and gives the list that belongs to them.</summary>
    public SourceList Write()
    {
        Directory.CreateDirectory(Folder.Path);
        var files = new List<SourceFile>();
        foreach (SourceFile file in SourceList.AllenScalars.Files)
        {
            byte[] content = Tables[file.Key].ToBytes();
            File.WriteAllBytes(Folder.PathOf(file), content);
            files.Add(file with { Sha256 = Sha256Hash.OfBytes(content), Bytes = content.Length, Url = new Uri($"http://127.0.0.1:1/{file.Key}") });
        }

        return new SourceList(SourceList.AllenScalars.Cohort, files);
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>One table of <see cref="SyntheticFiles"/>.</summary>
internal sealed class SyntheticTable(string lineEnd, string[] header)
{
    public List<string> Header { get; } = [.. header];

    public List<List<string>> Rows { get; } = [];

    public bool HasByteOrderMark { get; init; }

    public void Set(int row, string column, string value) => Rows[row][Header.IndexOf(column)] = value;

    public void SetAll(string column, string value)
    {
        for (int row = 0; row < Rows.Count; row++)
        {
            Set(row, column, value);
        }
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes((HasByteOrderMark ? "\uFEFF" : "") + string.Concat(new[] { Header }.Concat(Rows).Select(row => string.Join(",", row) + lineEnd)));
}
