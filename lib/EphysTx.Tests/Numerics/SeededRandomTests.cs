using EphysTx.Numerics;

namespace EphysTx.Tests.Numerics;

public class SeededRandomTests
{
    [Fact]
    public void The_generator_is_xoshiro256_star_star_seeded_by_split_mix()
    {
        // Worked by hand from the published definitions, with Python integers: seed 42, first three outputs.
        var random = new SeededRandom(42);

        Assert.Equal(0x15780B2E0C2EC716UL, random.NextUInt64());
        Assert.Equal(0x6104D9866D113A7EUL, random.NextUInt64());
        Assert.Equal(0xAE17533239E499A1UL, random.NextUInt64());
    }

    [Fact]
    public void A_fork_depends_on_seed_and_stream_only()
    {
        var used = new SeededRandom(7);
        used.NextUInt64();

        Assert.Equal(new SeededRandom(7).Fork(3).NextUInt64(), used.Fork(3).NextUInt64());
        Assert.NotEqual(new SeededRandom(7).Fork(3).NextUInt64(), new SeededRandom(7).Fork(4).NextUInt64());
        Assert.NotEqual(new SeededRandom(7).Fork(3).NextUInt64(), new SeededRandom(8).Fork(3).NextUInt64());
    }

    [Fact]
    public void Integers_are_uniform_and_stay_below_the_maximum()
    {
        var random = new SeededRandom(1);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt(7)]++;
        }

        // Each count is binomial with mean 10,000 and standard deviation 93.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 465, 10_000 + 465));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(0));
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_variance_one()
    {
        var random = new SeededRandom(2);
        double[] draws = Enumerable.Range(0, 100_000).Select(_ => random.NextNormal()).ToArray();
        double mean = draws.Average();

        Assert.InRange(mean, -0.016, 0.016);
        Assert.InRange(draws.Average(draw => (draw - mean) * (draw - mean)), 0.97, 1.03);
    }

    [Fact]
    public void A_shuffle_keeps_the_items_and_repeats_with_the_seed()
    {
        int[] first = Enumerable.Range(0, 50).ToArray();
        int[] second = Enumerable.Range(0, 50).ToArray();
        new SeededRandom(5).Shuffle<int>(first);
        new SeededRandom(5).Shuffle<int>(second);

        Assert.Equal(first, second);
        Assert.NotEqual(Enumerable.Range(0, 50), first);
        Assert.Equal(Enumerable.Range(0, 50), first.Order());
    }
}
