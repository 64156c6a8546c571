using System.Text.Json;
using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class ReadingTests
{
    public static TheoryData<string> Files => [.. Fixture.Names.Where(n => n is not ("unsupported.h5" or "lzf.h5"))];

    [Fact]
    public void What_h5py_compressed_with_lzf_is_read()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("lzf.h5"));

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => i / 7), file.Root.Dataset("ramp").Read<int>());
        float[] wave = file.Root.Dataset("wave").Read<float>();
        Assert.Equal(2500, wave.Length);
        Assert.All(Enumerable.Range(0, 2500), i => Assert.Equal(30 * Math.Sin(i / 40.0), wave[i], 0.051));
        Assert.Equal(Enumerable.Repeat((short)5, 4000), file.Root.Dataset("constant").Read<short>());
        byte[] noise = file.Root.Dataset("noise").Read<byte>();
        Assert.Equal((900, 112_470), (noise.Length, noise.Sum(value => value)));
        Assert.Equal([1, 1, 2], file.Root.Dataset("ramp").Read<int>(Hdf5Selection.Range(12, 3)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_that_h5py_reads_is_read_the_same(string name)
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path(name));
        int entries = 0;
        foreach (JsonProperty entry in Fixture.Expected(name).EnumerateObject())
        {
            entries++;
            int at = entry.Name.LastIndexOf('@');
            if (at >= 0)
            {
                Hdf5Attribute attribute = Open(file, entry.Name[..at]).Attributes[entry.Name[(at + 1)..]];
                CheckShape(entry.Value, attribute.Space, attribute.Data);
                Check(file, entry, attribute.Data);
            }
            else if (Open(file, entry.Name) is Hdf5Dataset dataset)
            {
                CheckShape(entry.Value, dataset.Space, dataset.ReadData());
                Check(file, entry, dataset.ReadData());
                CheckWindow(entry, dataset);
            }
            else
            {
                var group = (Hdf5Group)Open(file, entry.Name);
                Assert.Equal(entry.Value.GetProperty("links").EnumerateArray().Select(l => l.GetString()), group.Links.Select(l => l.Name));
            }
        }

        Assert.True(entries > 2);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Walking_reaches_what_h5py_reaches(string name)
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path(name));
        string[] objects = [.. Fixture.Expected(name).EnumerateObject().Where(e => !e.Name.Contains('@', StringComparison.Ordinal)).Select(e => e.Name)];
        Hdf5Object[] found = [.. file.Walk().Where(o => o is not Hdf5NamedType)];
        Assert.Equal(
            objects.Select(o => Open(file, o).Reference.Address).Order(),
            found.Select(o => o.Reference.Address).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Threads_and_sources_do_not_change_what_is_read(string name)
    {
        using Hdf5File one = Hdf5File.Open(Fixture.Path(name), new Hdf5Options { MaxDegreeOfParallelism = 1 });
        using Hdf5File two = Hdf5File.Open(new MemoryStream(Fixture.Bytes(name)), options: new Hdf5Options { MaxDegreeOfParallelism = 4 });
        using Hdf5File three = Hdf5File.Open(new MemorySource(Fixture.Bytes(name)));
        foreach (Hdf5Dataset dataset in one.Walk().OfType<Hdf5Dataset>())
        {
            Assert.True(dataset.ReadData().Bytes.SequenceEqual(((Hdf5Dataset)two[dataset.Path]).ReadData().Bytes));
            Assert.True(dataset.ReadData().Bytes.SequenceEqual(((Hdf5Dataset)three[dataset.Path]).ReadData().Bytes));
        }
    }

    private static Hdf5Object Open(Hdf5File file, string path) => path == "/" ? file.Root : file[path];

    private static void Check(Hdf5File file, JsonProperty entry, Hdf5Data data)
    {
        if (entry.Value.GetProperty("shape").ValueKind != JsonValueKind.Null)
        {
            ExpectedData.Check(file, entry.Name, entry.Value, data);
        }
    }

    private static void CheckShape(JsonElement expected, Hdf5Dataspace space, Hdf5Data data)
    {
        JsonElement shape = expected.GetProperty("shape");
        Assert.Equal(shape.ValueKind == JsonValueKind.Null, space.IsNull);
        if (!space.IsNull)
        {
            Assert.Equal(shape.EnumerateArray().Select(n => n.GetInt64()), data.Shape);
        }
    }

    private static void CheckWindow(JsonProperty entry, Hdf5Dataset dataset)
    {
        if (entry.Value.TryGetProperty("window", out JsonElement window))
        {
            var selection = new Hdf5Selection(Numbers(window, "start"), Numbers(window, "count"), Numbers(window, "stride"));
            ExpectedData.Numbers(entry.Name, window.GetProperty("values"), dataset.ReadData(selection));
            double[] typed = dataset.Read<double>(selection);
            Assert.Equal(dataset.ReadData(selection).Read<double>(), typed);
        }
    }

    private static long[] Numbers(JsonElement window, string name) => [.. window.GetProperty(name).EnumerateArray().Select(n => n.GetInt64())];
}
