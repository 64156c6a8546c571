using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class RealFileTests
{
    [SharedDataFact("golden", "cells")]
    public void Golden_cells_read_fully() => ReadAll(SharedData.Path("golden", "cells"), "*.nwb");

    [SharedDataFact("golden", "bench")]
    public void A_cell_of_real_size_reads_fully() => ReadAll(SharedData.Path("golden", "bench"), "*.nwb");

    [SharedDataFact("data", "nwb_real")]
    public void Recordings_of_other_laboratories_read_fully() => ReadAll(SharedData.Path("data", "nwb_real"), "*.nwb");

    [SharedDataFact("data", "vectors")]
    public void Feature_files_read_fully() => ReadAll(SharedData.Path("data", "vectors"), "*.h5");

    [SharedDataFact("golden", "bench", "bench_real_size.nwb")]
    public void Opening_reads_little_and_a_sweep_reads_its_own_bytes()
    {
        string path = SharedData.Path("golden", "bench", "bench_real_size.nwb");
        var counted = new CountingSource(new FileSource(path));
        using Hdf5File file = Hdf5File.Open(counted);
        Assert.InRange(counted.Bytes, 1, 4096);
        Hdf5Dataset data = file.Root.Group("acquisition").Children.OfType<Hdf5Group>().First().Dataset("data");
        float[] trace = data.Read<float>();
        Assert.InRange(counted.Bytes, 1, counted.Length / 20);
        Assert.Equal(trace[1000..1200], data.Read<float>(Hdf5Selection.Range(1000, 200)));
    }

    private static void ReadAll(string folder, string pattern)
    {
        string[] files = Directory.GetFiles(folder, pattern);
        Assert.NotEmpty(files);
        foreach (string path in files)
        {
            FullReader reader = FullReader.Read(() => Hdf5File.Open(path));
            Assert.True(reader.Errors.Count == 0, $"{path}: {reader.Errors.FirstOrDefault()}");
            Assert.True(reader.Objects > 10 && reader.Values > reader.Objects, path);
        }
    }

    private sealed class CountingSource(IHdf5Source inner) : IHdf5Source
    {
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public string Name => inner.Name;

        public long Length => inner.Length;

        public int PreferredGap => inner.PreferredGap;

        public void Read(long offset, Span<byte> destination)
        {
            Interlocked.Add(ref _bytes, destination.Length);
            inner.Read(offset, destination);
        }

        public void Dispose() => inner.Dispose();
    }
}
