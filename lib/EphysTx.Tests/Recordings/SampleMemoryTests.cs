using EphysTx.Recordings;

namespace EphysTx.Tests.Recordings;

public sealed class SampleMemoryTests
{
    [Fact]
    public void The_next_recording_gets_the_memory_of_the_last_one()
    {
        var memory = new SampleMemory();
        float[] first = memory.TakeSingles(1000), second = memory.TakeSingles(1000);
        double[] full = memory.TakeDoubles(500);
        Assert.NotSame(first, second);
        memory.Release();

        float[][] again = [memory.TakeSingles(1000), memory.TakeSingles(1000)];
        Assert.Contains(first, again);
        Assert.Contains(second, again);
        Assert.Same(full, memory.TakeDoubles(400));
        Assert.NotSame(full, memory.TakeDoubles(400));
    }

    [Fact]
    public void A_trace_that_is_given_back_serves_the_next_sweep()
    {
        var memory = new SampleMemory();
        float[] kept = memory.TakeSingles(1000), dropped = memory.TakeSingles(1000);

        memory.Return(new SampleArray(dropped, 900));
        memory.Return(new SampleArray(dropped, 900)); // twice is once
        memory.Return(new SampleArray(new float[1000])); // of other memory

        Assert.Same(dropped, memory.TakeSingles(950));
        float[] other = memory.TakeSingles(950);
        Assert.NotSame(dropped, other);
        Assert.NotSame(kept, other);
    }

    [Fact]
    public void Much_memory_is_not_spent_on_few_samples_and_what_is_not_used_is_let_go()
    {
        var memory = new SampleMemory();
        float[] large = memory.TakeSingles(1_000_000);
        memory.Release();

        Assert.InRange(memory.TakeSingles(10).Length, 10, 20);
        memory.Release();

        Assert.NotSame(large, memory.TakeSingles(1_000_000));
    }

    [Fact]
    public void A_part_of_an_array_is_all_there_is_of_the_trace()
    {
        var samples = new SampleArray([1f, 2f, float.NaN, 4f], 2);

        Assert.Equal(2, samples.Length);
        Assert.Equal(1, samples.LastNotNaN());
        Assert.Equal([1.0, 2.0], samples.ToDouble(2));
        Assert.NotEqual(samples, new SampleArray([1f, 2f], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleArray(new double[3], 4));
    }
}
