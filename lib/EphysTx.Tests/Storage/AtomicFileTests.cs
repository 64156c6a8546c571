using EphysTx.Storage;

namespace EphysTx.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ephystx zürich ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_failed_write_leaves_the_old_content_and_nothing_else()
    {
        string path = Path.Combine(_folder, "table.csv");
        AtomicFile.WriteText(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("the disk burns");
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Missing_folders_are_made_and_there_is_no_byte_order_mark()
    {
        string path = Path.Combine(_folder, "a", "b", "µ.txt");
        AtomicFile.WriteText(path, "MΩ");

        Assert.Equal([0x4D, 0xCE, 0xA9], File.ReadAllBytes(path));
    }

    [Fact]
    public void Leftovers_of_a_killed_process_are_removed_and_results_stay()
    {
        string leftover = Path.Combine(_folder, "x.csv.123" + AtomicFile.TemporaryEnding);
        File.WriteAllText(leftover, "half");
        AtomicFile.WriteText(Path.Combine(_folder, "x.csv"), "whole");

        Assert.Equal(1, AtomicFile.DeleteLeftovers(_folder));
        Assert.False(File.Exists(leftover));
        Assert.True(File.Exists(Path.Combine(_folder, "x.csv")));
    }
}
