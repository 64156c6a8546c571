using System.Diagnostics;
using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class WritingTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void Our_reader_gets_back_what_our_writer_wrote()
    {
        using Hdf5File file = Hdf5File.Open(new MemorySource(WrittenFile.Build().ToArray()));
        Hdf5Group root = file.Root;
        Assert.Equal([-128, 127], root.Dataset("numbers/i1").Read<int>());
        Assert.Equal([0UL, ulong.MaxValue], root.Dataset("numbers/u8").Read<ulong>());
        Assert.Equal([(Half)0.5, Half.NaN], root.Dataset("numbers/f2").Read<Half>());
        Assert.Equal([2L, 3L], root.Dataset("numbers/matrix").Shape);
        Assert.Equal([0L, 4L], root.Dataset("numbers/empty").Shape);
        Assert.Equal([true, false, true], root.Dataset("numbers/booleans").ReadData().ReadBooleans());
        Assert.Equal(WrittenFile.Wave(10_000), root.Dataset("chunks/compressed").Read<float>());
        Assert.Equal(WrittenFile.Wave(333), root.Dataset("chunks/checked").Read<float>());
        Assert.Equal(["shuffle", "deflate", "fletcher32"], root.Dataset("chunks/checked").Filters.Select(f => f.Name));
        Assert.Equal(WrittenFile.Wave(7 * 8 * 9), root.Dataset("chunks/three_d").Read<float>());
        Assert.Equal(Enumerable.Range(0, 9000), root.Dataset("chunks/many").Read<int>());
        Assert.Equal(WrittenFile.Wave(30_000), root.Dataset("chunks/picked").Read<float>());
        Assert.Equal(["", "µV", "a longer text"], root.Dataset("texts/variable").ReadStrings());
        Assert.Equal(["ab", "Ångström", ""], root.Dataset("texts/fixed").ReadStrings());
        Assert.Equal("text number 4999", root.Dataset("texts/many").ReadStrings()[^1]);
        Assert.Equal("one text", root.Dataset("texts/scalar").ReadString());
    }

    [Fact]
    public void References_links_and_records_lead_to_the_same_objects()
    {
        using Hdf5File file = Hdf5File.Open(new MemorySource(WrittenFile.Build().ToArray()));
        Hdf5Group root = file.Root;
        Hdf5Dataset series = root.Dataset("series");
        Assert.Equal(series.Reference, root["second name"].Reference);
        Assert.Equal([series.Reference, default, root["texts"].Reference, root.Reference], root.Dataset("references").ReadReferences());
        Assert.Equal(root["numbers/f8"].Reference, root["soft"].Reference);
        Hdf5Data records = root.Dataset("records").ReadData();
        Assert.Equal([3, 7], records.Member("count").Read<int>());
        Assert.Equal([series.Reference, root["texts"].Reference], records.Member("timeseries").ReadReferences());
        Assert.Equal(["first", "second"], records.Member("name").ReadStrings());
        Assert.Equal([2, 0], root.Dataset("ragged").ReadData().ReadSequences().Select(s => s.Count));
        Assert.Equal([2, 1], root.Dataset("ragged_references").ReadData().ReadSequences().Select(s => s.ReadReferences().Length));
        Assert.Equal("volts", series.Attributes.TextOrNull("unit"));
        Assert.Equal(0.001f, series.Attributes["conversion"].ReadScalar<float>());
        Assert.Equal(series.Reference, file.Dereference(root.Attributes["series"].Data.ReadReference()).Reference);
        Assert.Equal(500, root.Group("crowd").Links.Count);
        Assert.Equal(499, root["crowd/group 499"].Attributes["number"].ReadScalar<int>());
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads() =>
        Assert.Equal(WrittenFile.Build().ToArray(1), WrittenFile.Build().ToArray(4));

    [Fact]
    public void A_stream_gets_the_same_bytes_from_its_position_on()
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[512]);
        WrittenFile.Build().Write(stream);
        Assert.Equal(WrittenFile.Build().ToArray(), stream.ToArray()[512..]);
        using Hdf5File file = Hdf5File.Open(stream);
        Assert.Equal(512, file.UserBlockLength);
        Assert.Equal("one text", file.Root.Dataset("texts/scalar").ReadString());
    }

    [Fact]
    public void Content_that_cannot_be_stored_is_refused()
    {
        var file = new Hdf5FileBuilder();
        file.Root.AddGroup("a");
        Assert.Throws<ArgumentException>(() => file.Root.AddGroup("a"));
        Assert.Throws<ArgumentException>(() => file.Root.AddGroup("a/b"));
        Assert.Throws<ArgumentException>(() => Hdf5Value.Array<int>(new int[5], 2, 3));
        Assert.Throws<ArgumentException>(() => file.Root.AddDataset("x", Hdf5Value.Number(1), Hdf5Storage.Compressed()));
        Assert.Throws<ArgumentException>(() => Hdf5Value.FixedTexts(["abc"], 2));
        file.Root.SetAttribute("large", Hdf5Value.Array<byte>(new byte[70_000]));
        Assert.Equal(Hdf5ErrorKind.InvalidContent, Assert.Throws<Hdf5Exception>(() => file.ToArray()).Kind);
        var other = new Hdf5FileBuilder();
        other.Root.AddDataset("lost", Hdf5Value.Reference(file.Root));
        Assert.Equal(Hdf5ErrorKind.InvalidContent, Assert.Throws<Hdf5Exception>(() => other.ToArray()).Kind);
    }

    [H5pyFact(Python)]
    public void H5py_reads_what_our_writer_wrote()
    {
        string path = Path.Combine(Path.GetTempPath(), $"ephystx-{Guid.NewGuid():N}.h5");
        try
        {
            using (FileStream stream = File.Create(path))
            {
                WrittenFile.Build().Write(stream);
            }

            string script = Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Hdf5", "Fixtures", "check_written.py");
            using Process process = Process.Start(new ProcessStartInfo(Python, [script, path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output + errors.Result);
            Assert.Contains("all as expected", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
