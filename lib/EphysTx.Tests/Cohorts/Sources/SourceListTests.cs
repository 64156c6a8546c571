using EphysTx.Cohorts.Sources;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Sources;

public sealed class SourceListTests
{
    [Fact]
    public void The_library_carries_the_six_files_of_allen_scalars()
    {
        SourceList sources = SourceList.AllenScalars;

        Assert.Equal("allen-scalars", sources.Cohort);
        Assert.Equal(6, sources.Files.Count);
        Assert.All(sources.Files, file =>
        {
            Assert.Matches("^[0-9a-f]{64}$", file.Sha256);
            Assert.Equal("https", file.Url.Scheme);
            Assert.True(file.Bytes > 100_000);
            Assert.NotEmpty(file.Origin);
            Assert.NotEmpty(file.Licence);
        });
        Assert.Equal(6, sources.Files.Select(file => file.Name).Distinct().Count());
        Assert.Equal("efeature.csv", sources["mouse-efeature"].Name);
        Assert.Throws<ArgumentException>(() => sources["none"]);
    }

    [Fact]
    public void The_data_folder_is_the_named_one_or_that_of_the_repository_around()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("EphysTx.Notebooks.sln"), "");
        Directory.CreateDirectory(folder.At("notebooks", "rendered"));

        Assert.Equal(folder.At("data", "downloads"), DataFolder.Locate(null, folder.At("notebooks", "rendered")).Path);
        Assert.Equal(folder.At("data", "downloads"), DataFolder.Locate(" ", Path.GetPathRoot(folder.Path)!, folder.Path).Path);
        Assert.Equal(folder.At("mine"), DataFolder.Locate(folder.At("mine"), folder.Path).Path);
        Assert.Contains(
            "EPHYSTX_DATA",
            Assert.Throws<EphysTxException>(() => DataFolder.Locate("", Path.GetPathRoot(folder.Path)!)).Message,
            StringComparison.Ordinal);
    }
}
