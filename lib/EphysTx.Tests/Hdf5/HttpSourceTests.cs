using System.Net;
using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class HttpSourceTests
{
    private static readonly Uri Address = new("http://files.test/cell.nwb");
    private static readonly HttpSourceOptions Small = new() { BlockSize = 1024, CacheBytes = 1 << 16, MaxRequestBytes = 4096, RetryDelay = TimeSpan.FromMilliseconds(1) };

    [Theory]
    [InlineData("layouts_v110.h5")]
    [InlineData("types_earliest.h5")]
    public void A_file_over_http_reads_as_on_disk(string name)
    {
        using var client = new HttpClient(new RangeHandler(Fixture.Bytes(name)));
        using Hdf5File near = Hdf5File.Open(Fixture.Path(name));
        using Hdf5File far = Hdf5File.Open(HttpRangeSource.Open(client, Address, Small));
        Assert.Equal(near.Walk().Select(o => o.Path), far.Walk().Select(o => o.Path));
        foreach (Hdf5Dataset dataset in near.Walk().OfType<Hdf5Dataset>())
        {
            Assert.True(dataset.ReadData().Bytes.SequenceEqual(((Hdf5Dataset)far[dataset.Path]).ReadData().Bytes), dataset.Path);
        }
    }

    [Fact]
    public void Only_the_needed_blocks_are_fetched_and_neighbours_together()
    {
        byte[] content = LargeFile();
        var handler = new RangeHandler(content);
        using var client = new HttpClient(handler);
        HttpRangeSource source = HttpRangeSource.Open(client, Address, new HttpSourceOptions { BlockSize = 4096, CacheBytes = 1 << 22, MaxRequestBytes = 1 << 20 });
        using Hdf5File file = Hdf5File.Open(source);
        float[] found = file.Root.Dataset("b").Read<float>();
        Assert.Equal(100_000, found.Length);
        Assert.Equal(99_999f, found[^1]);
        Assert.InRange(source.BytesFetched, 300_000, content.Length / 2);
        Assert.InRange(source.Requests, 2, 12);
        long before = source.BytesFetched;
        file.Root.Dataset("b").Read<float>();
        Assert.Equal(before, source.BytesFetched);
    }

    [Fact]
    public void Passing_errors_are_tried_again()
    {
        var handler = new RangeHandler(LargeFile())
        {
            Refuse = n => n is 1 or 4 ? HttpStatusCode.ServiceUnavailable : n == 6 ? HttpStatusCode.TooManyRequests : null,
            Breaks = n => n is 2 or 5,
        };
        using var client = new HttpClient(handler);
        using Hdf5File file = Hdf5File.Open(HttpRangeSource.Open(client, Address, Small));
        Assert.Equal(99_999f, file.Root.Dataset("c").Read<float>()[^1]);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, Hdf5ErrorKind.NotFound, 1)]
    [InlineData(HttpStatusCode.Forbidden, Hdf5ErrorKind.ReadFailed, 1)]
    [InlineData(HttpStatusCode.InternalServerError, Hdf5ErrorKind.ReadFailed, 5)]
    public void A_refusal_is_a_typed_error(HttpStatusCode status, Hdf5ErrorKind kind, int attempts)
    {
        var handler = new RangeHandler(LargeFile()) { Refuse = _ => status };
        using var client = new HttpClient(handler);
        Assert.Equal(kind, Assert.Throws<Hdf5Exception>(() => HttpRangeSource.Open(client, Address, Small)).Kind);
        Assert.Equal(attempts, handler.Requests);
    }

    [Fact]
    public void A_file_that_changes_meanwhile_is_an_error()
    {
        var handler = new RangeHandler(LargeFile());
        using var client = new HttpClient(handler);
        using Hdf5File file = Hdf5File.Open(HttpRangeSource.Open(client, Address, Small));
        handler.Version = "\"v2\"";
        Hdf5Exception error = Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("c").Read<float>());
        Assert.Equal(Hdf5ErrorKind.ReadFailed, error.Kind);
        Assert.Contains("changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_without_ranges_gives_small_files_whole_and_no_large_ones()
    {
        byte[] content = LargeFile();
        using var client = new HttpClient(new RangeHandler(content) { IgnoresRanges = true });
        using Hdf5File file = Hdf5File.Open(HttpRangeSource.Open(client, Address, Small));
        Assert.Equal(99_999f, file.Root.Dataset("a").Read<float>()[^1]);
        HttpSourceOptions limited = Small with { MaxWholeBytes = 1000 };
        Assert.Equal(Hdf5ErrorKind.Unsupported, Assert.Throws<Hdf5Exception>(() => HttpRangeSource.Open(client, Address, limited)).Kind);
    }

    [Fact]
    public void An_empty_file_is_no_hdf5()
    {
        using var client = new HttpClient(new RangeHandler([]));
        HttpRangeSource source = HttpRangeSource.Open(client, Address, Small);
        Assert.Equal(Hdf5ErrorKind.NotHdf5, Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(source)).Kind);
    }

    [Fact]
    public void A_cancelled_read_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var client = new HttpClient(new RangeHandler(LargeFile()));
        using Hdf5File file = Hdf5File.Open(HttpRangeSource.Open(client, Address, Small, stop.Token));
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => file.Root.Dataset("c").Read<float>());
    }

    private static byte[] LargeFile()
    {
        var file = new Hdf5FileBuilder();
        float[] ramp = [.. Enumerable.Range(0, 100_000).Select(i => (float)i)];
        foreach (string name in (string[])["a", "b", "c", "d"])
        {
            file.Root.AddDataset(name, Hdf5Value.Array<float>(ramp), new Hdf5Storage { Chunks = [5000] });
        }

        return file.ToArray();
    }
}
