using System.Diagnostics;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Families;
using EphysTx.Features.Files;
using EphysTx.Hdf5;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Tests.Hdf5;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Features.Files;

public class FeatureFileTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void What_is_saved_reads_back_with_reasons_widths_and_failures()
    {
        using var folder = new ScratchFolder();
        FeatureFile made = Make();
        made.Save(folder.At("f.h5"));

        FeatureFile read = FeatureFile.Read(folder.At("f.h5"));

        Assert.Equal(["100", "20", "3"], read.Ids);
        Assert.Equal(["9"], read.Failed.Select(cell => cell.Id));
        Assert.Equal(new Failure(FailureReason.TruncatedFile, null, "It is \"cut\", off"), read.Failed[0].Error);
        Assert.Equal(("paper", "1.2", new Shard(2, 3)), (read.Preset, read.LibraryVersion, read.Shard));
        Assert.Equal(FamilyNames.All, read.Families);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(made.Cells[row].File, read.Cells[row].File);
            Assert.Equal(made.Cells[row].Sweeps, read.Cells[row].Sweeps);
            Assert.Equal(made.Cells[row].Scalars, read.Cells[row].Scalars);
            foreach (string family in FamilyNames.All)
            {
                Assert.Equal(made.Vector(row, family)?.Values, read.Vector(row, family)!.Values);
            }
        }

        Assert.Equal(new Failure(FailureReason.NoSpikes, null, "None."), read.Vector(1, FamilyNames.Psth)!.Failure);
        Assert.True(read.IsMissing(1, FamilyNames.Psth));
        Matrix psth = read.Family(FamilyNames.Psth);
        Assert.Equal((3, 4), (psth.Rows, psth.Columns));
        Assert.Equal([1, 2, 3, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 5, 6, double.NaN, 8], psth.Values);
        Assert.Equal(0, read.Family(FamilyNames.IsiShape).Columns);
        read.Save(folder.At("g.h5"));
        Assert.Equal(File.ReadAllBytes(folder.At("f.h5")), File.ReadAllBytes(folder.At("g.h5")));
        Assert.Contains("9,x/9.nwb,error,TruncatedFile,\"It is \"\"cut\"\", off\",0,0,", File.ReadAllText(folder.At("f.report.csv")), StringComparison.Ordinal);
        Assert.Contains("\n20,20.nwb,ok,,,5,4,", File.ReadAllText(folder.At("f.report.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_single_cell_can_be_kept()
    {
        using var folder = new ScratchFolder();
        new FeatureFile("e", "paper", "1", Shard.Whole, [Failed("9")]).Save(folder.At("e.h5"));

        FeatureFile read = FeatureFile.Read(folder.At("e.h5"));

        Assert.Empty(read.Cells);
        Assert.Single(read.Failed);
    }

    [Fact]
    public void Damaged_and_foreign_files_are_one_clear_error()
    {
        using var folder = new ScratchFolder();
        Make().Save(folder.At("f.h5"));
        byte[] bytes = File.ReadAllBytes(folder.At("f.h5"));
        File.WriteAllBytes(folder.At("cut.h5"), bytes[..(bytes.Length / 2)]);
        var other = new Hdf5FileBuilder();
        other.Root.AddDataset("x", Hdf5Value.Number(1.0));
        File.WriteAllBytes(folder.At("other.h5"), other.ToArray());
        var uneven = new Hdf5FileBuilder();
        uneven.Root.AddDataset("ids", Hdf5Value.Array<int>(new[] { 1, 2 }));
        uneven.Root.AddDataset("psth", Hdf5Value.Array<double>(new double[9], 3, 3));
        File.WriteAllBytes(folder.At("uneven.h5"), uneven.ToArray());
        foreach ((string name, string words) in new[] { ("cut.h5", "cannot be read as a feature file"), ("other.h5", "no list 'ids'"), ("uneven.h5", "3 rows, but there are 2 ids"), ("absent.h5", "cannot be read") })
        {
            string message = Assert.Throws<EphysTxException>(() => FeatureFile.Read(folder.At(name))).Message;
            Assert.StartsWith(folder.At(name), message, StringComparison.Ordinal);
            Assert.Contains(words, message, StringComparison.Ordinal);
        }

        var random = new Random(5);
        for (int round = 0; round < 500; round++)
        {
            byte[] mutant = [.. bytes];
            for (int flips = random.Next(1, 6); flips > 0; flips--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(folder.At("mutant.h5"), mutant);
            Exception? error = Record.Exception(() => FeatureFile.Read(folder.At("mutant.h5")));
            Assert.True(error is null or EphysTxException, error?.ToString());
        }
    }

    [SharedDataFact("data", "vectors", "cell_types_139.h5")]
    public void A_file_of_the_Allen_tools_opens()
    {
        FeatureFile file = FeatureFile.Read(SharedData.Path("data", "vectors", "cell_types_139.h5"));

        Assert.Equal(139, file.Cells.Count);
        Assert.Equal(13, file.Families.Count);
        Assert.Equal("subthresh_depol_norm", file.Families[12]);
        Assert.Equal(700, file.Family(FamilyNames.StepSubthresh).Columns);
        Assert.Equal("", file.Preset);
        using var folder = new ScratchFolder();
        file.Save(folder.At("again.h5"));
        FeatureFile again = FeatureFile.Read(folder.At("again.h5"));
        Assert.Equal(file.Ids, again.Ids);
        Assert.All(file.Families, family => Assert.Equal(file.Family(family).Values, again.Family(family).Values));
    }

    [H5pyFact(Python)]
    public void H5py_sees_the_layout_of_the_Allen_tools()
    {
        using var folder = new ScratchFolder();
        Make().Save(folder.At("f.h5"));
        const string Script = """
            import sys, h5py, numpy as n
            f = h5py.File(sys.argv[1], "r")
            print(f["ids"].dtype, f["ids"][:].tolist(), f["psth"].shape, f["psth"].dtype, sorted(k for k in f if isinstance(f[k], h5py.Dataset)))
            print(n.isnan(f["psth"][1]).all(), f.attrs["preset"], f["ephystx/missing"][1].sum(), f["ephystx/failed_ids"].asstr()[:].tolist())
            """;
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", Script, folder.At("f.h5")]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("int64 [100, 20, 3] (3, 4) float64 ['ids', 'psth']\nTrue paper 12 ['9']\n", output);
    }

    internal static FeatureFile Make() => new("f", "paper", "1.2", new Shard(2, 3), [Cell("3", [5, 6, double.NaN, 8]), Cell("20", null), Failed("9"), Cell("100", [1, 2, 3])]);

    private static ExtractedCell Cell(string id, double[]? psth)
    {
        var none = new Failure(FailureReason.NoSpikes, null, "None.");
        return new ExtractedCell(
            id, id + ".nwb", 5, 4, null,
            [.. FamilyNames.All.Select(name => name == FamilyNames.Psth && psth is not null ? new FamilyVector(name, psth, null) : new FamilyVector(name, null, none))],
            [new ScalarValue("tau", psth?[0] ?? double.NaN, psth is null ? none : null)], []);
    }

    private static ExtractedCell Failed(string id) => new(id, $"x/{id}.nwb", 0, 0, new Failure(FailureReason.TruncatedFile, null, "It is \"cut\", off"), [], [], []);
}
