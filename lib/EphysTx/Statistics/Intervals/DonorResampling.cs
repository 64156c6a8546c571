using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>The loop that bootstrap and permutation share: one random stream a resample, whatever the number of threads.</summary>
internal static class DonorResampling
{
    /// <summary>The measure on each resample of donors; it is given how often each donor was drawn.</summary>
    public static double[] Bootstrap(int donors, BootstrapOptions options, Func<int[], double> measure) =>
        Run(donors, options, measure, static (times, random) =>
        {
            for (int draw = 0; draw < times.Length; draw++)
            {
                times[random.NextInt(times.Length)]++;
            }
        });

    /// <summary>The measure on each random choice of donors; it is given 1 for a chosen donor, else 0.</summary>
    public static double[] Halves(int donors, BootstrapOptions options, Func<int[], double> measure) =>
        Run(donors, options, measure, static (chosen, random) =>
        {
            for (int donor = 0; donor < chosen.Length; donor++)
            {
                chosen[donor] = (int)(random.NextUInt64() >> 63);
            }
        });

    /// <summary>The measure without each donor in turn.</summary>
    public static double[] LeaveOneOut(int donors, BootstrapOptions options, Func<int[], double> measure)
    {
        var results = new double[donors];
        Parallel.For(0, donors, Threads(options), left =>
        {
            var times = new int[donors];
            Array.Fill(times, 1);
            times[left] = 0;
            results[left] = measure(times);
        });
        return results;
    }

    public static int[] Once(int donors)
    {
        var times = new int[donors];
        Array.Fill(times, 1);
        return times;
    }

    public static void ThrowUnlessUsable(DonorGroups donors, int cells)
    {
        if (donors.Cells != cells)
        {
            throw new EphysTxException($"There are {cells} predictions but {donors.Cells} donor ids; give one of each a cell.");
        }

        if (donors.Count < 2)
        {
            throw new EphysTxException($"Resampling donors needs at least 2 donors, not {donors.Count}; with one donor nothing can be said about others.");
        }
    }

    private static double[] Run(int donors, BootstrapOptions options, Func<int[], double> measure, Action<int[], SeededRandom> fill)
    {
        options.Check();
        var seeded = new SeededRandom(options.Seed);
        var results = new double[options.Resamples];
        Parallel.For(0, options.Resamples, Threads(options), resample =>
        {
            var times = new int[donors];
            fill(times, seeded.Fork(resample));
            results[resample] = measure(times);
        });
        return results;
    }

    private static ParallelOptions Threads(BootstrapOptions options) => new() { MaxDegreeOfParallelism = options.Workers };
}
