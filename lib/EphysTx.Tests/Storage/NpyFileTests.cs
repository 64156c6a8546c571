using System.Diagnostics;
using EphysTx.Storage;
using EphysTx.Tests.Hdf5;

namespace EphysTx.Tests.Storage;

public class NpyFileTests
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_reads_back(bool isSingle)
    {
        using var folder = new ScratchFolder();
        Write(folder.At("x.npy"), isSingle);

        (int[] shape, double[] values) = NpyFile.Read(folder.At("x.npy"));

        Assert.Equal([3, 2, 5], shape);
        Assert.Equal(Enumerable.Range(0, 30).Select(k => k == 7 ? double.NaN : isSingle ? (float)(k / 3.0) : k / 3.0), values);
        byte[] bytes = File.ReadAllBytes(folder.At("x.npy"));
        Assert.Equal(128 + (30 * (isSingle ? 4 : 8)), bytes.Length);
        Assert.Equal((byte)'\n', bytes[127]);
    }

    [H5pyFact(Python)]
    public void Numpy_reads_it()
    {
        using var folder = new ScratchFolder();
        Write(folder.At("x.npy"), isSingle: true);
        const string Script = "import sys, numpy as n; x = n.load(sys.argv[1]); print(x.shape, x.dtype, x[2, 1, 4] == n.float32(29 / 3), n.isnan(x[0, 1, 2]), x.flags.c_contiguous)";

        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", Script, folder.At("x.npy")]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal("(3, 2, 5) float32 True True True\n", output);
    }

    [H5pyFact(Python)]
    public void It_reads_what_numpy_writes()
    {
        using var folder = new ScratchFolder();
        using (Process process = Process.Start(new ProcessStartInfo(Python, ["-c", "import sys, numpy as n; n.save(sys.argv[1], n.arange(6.).reshape(2, 3))", folder.At("y.npy")]))!)
        {
            process.WaitForExit();
        }

        (int[] shape, double[] values) = NpyFile.Read(folder.At("y.npy"));

        Assert.Equal([2, 3], shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], values);
    }

    [Fact]
    public void Damaged_files_are_one_clear_error()
    {
        using var folder = new ScratchFolder();
        Write(folder.At("x.npy"), isSingle: false);
        byte[] bytes = File.ReadAllBytes(folder.At("x.npy"));
        foreach (int length in new[] { 0, 5, 9, 30, 127, 128, bytes.Length - 1 })
        {
            File.WriteAllBytes(folder.At("cut.npy"), bytes[..length]);
            Assert.Contains(folder.At("cut.npy"), Assert.Throws<EphysTxException>(() => NpyFile.Read(folder.At("cut.npy"))).Message, StringComparison.Ordinal);
        }

        Assert.Throws<EphysTxException>(() => NpyFile.Read(folder.At("absent.npy")));
    }

    private static void Write(string path, bool isSingle)
    {
        using FileStream stream = File.Create(path);
        NpyFile.Write(stream, [3, 2, 5], isSingle, (row, values) =>
        {
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = (row * 10) + k == 7 ? double.NaN : ((row * 10) + k) / 3.0;
            }
        });
    }
}
