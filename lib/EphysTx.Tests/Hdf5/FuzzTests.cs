using System.Collections.Concurrent;
using System.Diagnostics;
using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class FuzzTests
{
    private const int Mutants = 24_000;
    private const long MaxAllocated = 400L << 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    [Fact]
    public void Damaged_files_end_in_values_or_typed_errors()
    {
        (string Name, byte[] Bytes)[] files = [.. Fixture.Names.Select(n => (n, Fixture.Bytes(n)))];
        var failures = new ConcurrentQueue<string>();
        int errors = 0;
        int sound = 0;
        Parallel.For(0, Mutants, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            (string name, byte[] bytes) = files[seed % files.Length];
            FullReader? reader = Check(name, Mutation.Apply(bytes, seed), seed, failures);
            Interlocked.Add(ref errors, reader?.Errors.Count > 0 ? 1 : 0);
            Interlocked.Add(ref sound, reader?.Values > 0 ? 1 : 0);
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} mutants: {string.Join("\n", failures.Take(5))}");

        // Mutants that all failed at the door, or that were all harmless, would test nothing.
        Assert.InRange(errors, Mutants / 4, Mutants);
        Assert.InRange(sound, Mutants / 4, Mutants);
    }

    private static FullReader? Check(string name, byte[] bytes, int seed, ConcurrentQueue<string> failures)
    {
        var options = new Hdf5Options
        {
            MaxReadBytes = 1 << 20,
            MaxMetadataBytes = 1 << 20,
            MaxDegreeOfParallelism = 1,
            AllowTruncated = seed % 3 != 0,
            VerifyChecksums = seed % 4 == 0,
        };
        long before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        FullReader? reader = null;
        try
        {
            reader = FullReader.Read(() => Hdf5File.Open(new MemorySource(bytes), options));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            failures.Enqueue($"{name} seed {seed}: {error}");
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (watch.Elapsed > MaxTime || allocated > MaxAllocated)
        {
            failures.Enqueue($"{name} seed {seed}: {watch.Elapsed.TotalSeconds:F1} s, {allocated >> 20} MB");
        }

        return reader;
    }
}
