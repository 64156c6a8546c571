using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Export;
using EphysTx.Storage;
using EphysTx.Tests.Cohorts.Allen;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Export;

public sealed class CohortExportTests
{
    [Fact]
    public async Task Values_come_back_to_the_bit_and_texts_with_commas_survive()
    {
        using var files = new SyntheticFiles();
        using var folder = new ScratchFolder();
        using var culture = new ForeignCulture();
        double third = 1.0 / 3;
        SyntheticTable s = files.Tables["mouse-efeature"];
        s.Set(s.Rows.Count - 1, "sag", third.ToString("R", CultureInfo.InvariantCulture));
        s.Set(s.Rows.Count - 1, "vm_for_sag", "");
        files.Tables["mouse-ipfx-features"].Set(s.Rows.Count - 1, "vm_for_sag", "");
        files.Tables["mouse-metadata"].Set(0, "structure", "\"VISp5, deep\"");
        CohortSet set = await AllenScalars.LoadAsync(files.Folder, files.Write());

        IReadOnlyList<string> written = CohortExport.Write(set, folder.Path);

        Assert.Equal([folder.At("mouse.csv"), folder.At("human.csv")], written);
        CsvTable mouse = await CsvTable.ReadAsync(written[0]);
        Assert.Equal(third, mouse.Numbers("sag")[0]);
        Assert.Equal(double.NaN, mouse.Numbers("vm_for_sag")[0]);
        Assert.Equal("VISp5, deep", mouse.Texts("structure")[0]);
        for (int column = 0; column < set.Mouse.Features.Count; column++)
        {
            Assert.Equal(set.Mouse.Values.Column(column), mouse.Numbers(set.Mouse.Features[column].Name));
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_clear_error_and_leaves_nothing()
    {
        using var files = new SyntheticFiles();
        using var folder = new ScratchFolder();
        CohortSet set = await AllenScalars.LoadAsync(files.Folder, files.Write());
        File.WriteAllText(folder.At("file"), "");
        Directory.CreateDirectory(folder.At("out", "human.csv"));

        var noFolder = Assert.Throws<EphysTxException>(() => CohortExport.Write(set, folder.At("file")));
        var blocked = Assert.Throws<EphysTxException>(() => CohortExport.Write(set, folder.At("out")));

        Assert.Contains(folder.At("file"), noFolder.Message, StringComparison.Ordinal);
        Assert.Contains(folder.At("out", "human.csv"), blocked.Message, StringComparison.Ordinal);
        Assert.Equal(["file"], folder.Files());
    }
}
