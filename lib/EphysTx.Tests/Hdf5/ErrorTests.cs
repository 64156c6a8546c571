using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class ErrorTests
{
    [Theory]
    [InlineData("scaleoffset", "scaleoffset")]
    [InlineData("virtual", "virtual")]
    [InlineData("external", "other files")]
    public void What_is_not_supported_is_named(string dataset, string word)
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("unsupported.h5"));
        Hdf5Exception error = Assert.Throws<Hdf5Exception>(() => file.Root.Dataset(dataset).ReadData());
        Assert.Equal(Hdf5ErrorKind.Unsupported, error.Kind);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Equal("/" + dataset, error.ObjectPath);
        Assert.EndsWith("unsupported.h5", error.FileName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_szip_dataset_is_refused_in_one_sentence_and_its_neighbours_are_read()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("lzf.h5"));
        Hdf5Exception error = Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("szip").Read<int>());
        Assert.Equal(Hdf5ErrorKind.Unsupported, error.Kind);
        Assert.Contains("The filter szip is not supported", error.Message, StringComparison.Ordinal);
        Assert.Equal("/szip", error.ObjectPath);
        Assert.Equal(3000, file.Root.Dataset("ramp").Read<int>().Length);
    }

    [Fact]
    public void Damaged_lzf_chunks_are_found()
    {
        byte[] bytes = Fixture.Bytes("lzf.h5");
        var random = new Random(5);
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. bytes];
            int at = random.Next(bytes.Length / 4, bytes.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            try
            {
                using Hdf5File file = Hdf5File.Open(new MemorySource(damaged));
                Assert.Equal(3000, file.Root.Dataset("ramp").Read<int>().Length);
            }
            catch (Hdf5Exception)
            {
                // A typed error is the other good end.
            }
        }
    }

    [Fact]
    public void Numbers_of_an_unusual_format_are_not_guessed()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("unsupported.h5"));
        Assert.Equal(Hdf5ErrorKind.WrongType, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("long_double").Read<double>()).Kind);
        Assert.Equal(48, file.Root.Dataset("long_double").ReadData().Bytes.Length);
    }

    [Theory]
    [InlineData("groups_earliest.h5")]
    [InlineData("groups_latest.h5")]
    public void Links_that_lead_nowhere_or_round_or_out_end_well(string name)
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path(name));
        Assert.Equal([0, 1, 2], file.Root.Dataset("soft").Read<int>());
        Assert.Equal([0, 1, 2], file.Root.Dataset("target/relative").Read<int>());
        Assert.Equal([0, 1, 2], file.Root.Dataset("soft_group/up/target/up/soft_group/data").Read<int>());
        Assert.Equal(file["hard"].Reference, file["target/data"].Reference);
        Assert.False(file.Root.TryGet("dangling", out _));
        Assert.False(file.Root.TryGet("target/data/below a dataset", out _));
        Assert.Equal(Hdf5ErrorKind.NotFound, Assert.Throws<Hdf5Exception>(() => file["no/such"]).Kind);
        Assert.Equal(Hdf5ErrorKind.Corrupt, Assert.Throws<Hdf5Exception>(() => file["loop_a"]).Kind);
        Hdf5Exception external = Assert.Throws<Hdf5Exception>(() => file["external"]);
        Assert.Equal(Hdf5ErrorKind.Unsupported, external.Kind);
        Assert.Contains("other.h5", external.Message, StringComparison.Ordinal);
        Hdf5Link link = file.Root.Links.Single(l => l.Name == "external");
        Assert.Equal((Hdf5LinkKind.External, "other.h5", "/some/path"), (link.Kind, link.TargetFile, link.TargetPath));
    }

    [Fact]
    public void Foreign_empty_missing_and_cut_files_are_told_apart()
    {
        Assert.Equal(Hdf5ErrorKind.NotHdf5, Open([]).Kind);
        Assert.Equal(Hdf5ErrorKind.NotHdf5, Open([1, 2, 3]).Kind);
        Assert.Equal(Hdf5ErrorKind.NotHdf5, Open(new byte[5000]).Kind);
        Assert.Equal(Hdf5ErrorKind.Truncated, Open(Fixture.Bytes("types_v110.h5")[..20_000]).Kind);
        Assert.Equal(Hdf5ErrorKind.Truncated, Open(Fixture.Bytes("types_earliest.h5")[..20_000]).Kind);
        Assert.Equal(Hdf5ErrorKind.NotFound, Assert.Throws<Hdf5Exception>(() => Hdf5File.Open("/no/such/file.h5")).Kind);
        Assert.Equal(Hdf5ErrorKind.ReadFailed, Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(Path.GetTempPath())).Kind);
    }

    [Fact]
    public void A_cut_file_can_be_opened_for_what_is_left()
    {
        byte[] bytes = WrittenFile.Build().ToArray();
        var half = new MemorySource(bytes.AsMemory(0, bytes.Length / 2));
        using Hdf5File file = Hdf5File.Open(half, new Hdf5Options { AllowTruncated = true });
        Assert.Equal(WrittenFile.Wave(10_000), file.Root.Dataset("chunks/compressed").Read<float>());
        Assert.Equal(Hdf5ErrorKind.Corrupt, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("texts/many").ReadStrings()).Kind);
    }

    [Fact]
    public void Wrong_checksums_are_found()
    {
        byte[] bytes = Fixture.Bytes("layouts_earliest.h5");
        using Hdf5File whole = Hdf5File.Open(new MemorySource(bytes));
        byte[] values = whole.Root.Dataset("layouts/checked_odd").ReadData().Bytes.ToArray();
        int at = bytes.AsSpan().IndexOf(values);
        bytes[at + 10] ^= 1;
        Hdf5Exception error = Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(new MemorySource(bytes)).Root.Dataset("layouts/checked_odd").ReadData());
        Assert.Equal(Hdf5ErrorKind.Corrupt, error.Kind);
        Assert.Contains("fletcher32", error.Message, StringComparison.Ordinal);
        Assert.Equal(at, error.FileOffset);
        using Hdf5File lenient = Hdf5File.Open(new MemorySource(bytes), new Hdf5Options { VerifyChecksums = false });
        Assert.Equal(values[10] ^ 1, lenient.Root.Dataset("layouts/checked_odd").Read<int>()[10]);
    }

    [Fact]
    public void Limits_hold_before_memory_is_taken()
    {
        var file = new Hdf5FileBuilder();
        file.Root.AddDataset("x", Hdf5Value.Array<byte>(new byte[1 << 20]), Hdf5Storage.Compressed([1 << 16]));
        using Hdf5File small = Hdf5File.Open(new MemorySource(file.ToArray()), new Hdf5Options { MaxReadBytes = 1 << 19 });
        Assert.Equal(Hdf5ErrorKind.LimitExceeded, Assert.Throws<Hdf5Exception>(() => small.Root.Dataset("x").Read<byte>()).Kind);
        Assert.Equal(1000, small.Root.Dataset("x").Read<byte>(Hdf5Selection.Range(5, 1000)).Length);
    }

    private static Hdf5Exception Open(byte[] bytes) => Assert.Throws<Hdf5Exception>(() => Hdf5File.Open(new MemorySource(bytes)));
}
