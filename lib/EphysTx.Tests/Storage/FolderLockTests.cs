using EphysTx.Storage;

namespace EphysTx.Tests.Storage;

public sealed class FolderLockTests
{
    [Fact]
    public async Task The_second_waits_for_the_first()
    {
        using var folder = new ScratchFolder();
        var waiting = new TaskCompletionSource();
        Task<FolderLock> second;
        using (await FolderLock.TakeAsync(folder.Path, TimeSpan.FromSeconds(1), null, default))
        {
            second = FolderLock.TakeAsync(folder.Path, TimeSpan.FromMinutes(1), waiting.SetResult, default);
            await waiting.Task;
            Assert.False(second.IsCompleted);
        }

        (await second).Dispose();
    }

    [Fact]
    public async Task Patience_ends_with_a_clear_error_and_cancellation_ends_it_at_once()
    {
        using var folder = new ScratchFolder();
        using FolderLock first = await FolderLock.TakeAsync(folder.Path, TimeSpan.FromSeconds(1), null, default);

        var error = await Assert.ThrowsAsync<EphysTxException>(() => FolderLock.TakeAsync(folder.Path, TimeSpan.FromMilliseconds(150), null, default));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FolderLock.TakeAsync(folder.Path, TimeSpan.FromMinutes(1), null, cancellation.Token));

        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("file"), "");

        var error = await Assert.ThrowsAsync<EphysTxException>(() => FolderLock.TakeAsync(folder.At("file", "sub"), TimeSpan.FromSeconds(1), null, default));

        Assert.Contains(folder.At("file", "sub"), error.Message, StringComparison.Ordinal);
    }
}
