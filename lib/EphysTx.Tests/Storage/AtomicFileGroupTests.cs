using EphysTx.Storage;

namespace EphysTx.Tests.Storage;

public sealed class AtomicFileGroupTests
{
    private static Action<Stream> Put(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));

    [Fact]
    public void All_files_appear_and_replace_older_ones()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("a"), "old");

        AtomicFileGroup.Write([(folder.At("a"), Put("new")), (folder.At("sub", "b"), Put("b"))]);

        Assert.Equal("new", File.ReadAllText(folder.At("a")));
        Assert.Equal(["a", Path.Combine("sub", "b")], folder.Files());
    }

    [Fact]
    public void When_the_second_cannot_be_made_the_first_stays_as_it_was()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("a"), "old");
        Directory.CreateDirectory(folder.At("b"));

        var error = Assert.Throws<EphysTxException>(() => AtomicFileGroup.Write([(folder.At("a"), Put("new")), (folder.At("b"), Put("b"))]));

        Assert.Contains(folder.At("b"), error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(folder.At("a")));
        Assert.Equal(["a"], folder.Files());
    }

    [Fact]
    public void When_writing_throws_nothing_is_left()
    {
        using var folder = new ScratchFolder();

        Assert.Throws<InvalidOperationException>(() => AtomicFileGroup.Write([(folder.At("a"), Put("new")), (folder.At("b"), _ => throw new InvalidOperationException())]));

        Assert.Empty(folder.Files());
    }

    [Fact]
    public void When_cancelled_nothing_is_left()
    {
        using var folder = new ScratchFolder();
        using var cancellation = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => AtomicFileGroup.Write([(folder.At("a"), _ => cancellation.Cancel())], cancellation.Token));

        Assert.Empty(folder.Files());
    }
}
