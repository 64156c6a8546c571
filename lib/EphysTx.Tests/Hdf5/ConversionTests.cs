using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

public class ConversionTests
{
    [Fact]
    public void Whole_numbers_that_do_not_fit_are_refused()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("types_earliest.h5"));
        Assert.Equal([-32768f, 32767, 0, 1, 7], file.Root.Dataset("numbers/be_i2").Read<float>());
        Assert.Equal([-128L, 127, 0, 1, 7], file.Root.Dataset("numbers/le_i1").Read<long>());
        Assert.Equal(Hdf5ErrorKind.WrongType, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("numbers/le_u8").Read<int>()).Kind);
        Assert.Equal(Hdf5ErrorKind.WrongType, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("numbers/be_i4").Read<uint>()).Kind);
    }

    [Fact]
    public void Fractions_are_not_cut_to_whole_numbers_and_text_is_no_number()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("types_earliest.h5"));
        Assert.Equal(Hdf5ErrorKind.WrongType, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("numbers/le_f8").Read<int>()).Kind);
        Assert.Equal(Hdf5ErrorKind.WrongType, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("texts/vlen_utf8").Read<double>()).Kind);
        Assert.Equal(Hdf5ErrorKind.WrongType, Assert.Throws<Hdf5Exception>(() => file.Root.Dataset("numbers/le_f8").ReadStrings()).Kind);
        Assert.Equal(0.1f, file.Root.Dataset("numbers/be_f8").Read<float>()[^1]);
    }

    [Fact]
    public void Scaling_multiplies_then_adds_in_the_target_type()
    {
        var file = new Hdf5FileBuilder();
        short[] raw = [.. Enumerable.Range(-500, 1001).Select(i => (short)(i * 31))];
        file.Root.AddDataset("i2", Hdf5Value.Array<short>(raw), Hdf5Storage.Compressed([100]));
        file.Root.AddDataset("f4", Hdf5Value.Array<float>(Array.ConvertAll(raw, v => v / 7f)), Hdf5Storage.Compressed([100]));
        using Hdf5File read = Hdf5File.Open(new MemorySource(file.ToArray()));
        float[] volts = new float[1001];
        read.Root.Dataset("i2").ReadScaled(volts.AsMemory(), 0.001f, -0.07f);
        Assert.Equal(raw.Select(v => (v * 0.001f) + -0.07f), volts);
        read.Root.Dataset("f4").ReadScaled(volts.AsMemory(), 0.1f, 2f);
        Assert.Equal(raw.Select(v => (v / 7f * 0.1f) + 2f), volts);
        float[] few = new float[150];
        read.Root.Dataset("f4").ReadScaled(few.AsMemory(), 0.1f, 2f, Hdf5Selection.Range(3, 150, 5));
        Assert.Equal(Enumerable.Range(0, 150).Select(i => volts[3 + (5 * i)]), few);
    }

    [Fact]
    public void Selections_outside_the_shape_are_arguments_in_error()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("layouts_v110.h5"));
        Hdf5Dataset data = file.Root.Dataset("layouts/two_d");
        Assert.Throws<ArgumentException>(() => data.Read<float>(Hdf5Selection.Range(0, 3)));
        Assert.Throws<ArgumentException>(() => data.Read<float>(new Hdf5Selection([0, 0], [21, 1])));
        Assert.Throws<ArgumentException>(() => data.Read<float>(new Hdf5Selection([-1, 0], [1, 1])));
        Assert.Throws<ArgumentException>(() => data.Read<float>(new Hdf5Selection([0, 0], [2, 2], [20, 1])));
        Assert.Throws<ArgumentException>(() => data.Read<float>(new float[3].AsMemory()));
        Assert.Empty(data.Read<float>(new Hdf5Selection([20, 13], [0, 0])));
        Assert.Equal(data.Read<float>()[(5 * 13)..(7 * 13)], data.Read<float>(Hdf5Selection.Rows(data.Shape, 5, 2)));
    }

    [Fact]
    public void Every_window_of_a_chunked_dataset_is_the_same_part_of_the_whole()
    {
        using Hdf5File file = Hdf5File.Open(Fixture.Path("layouts_v110.h5"));
        Hdf5Dataset data = file.Root.Dataset("layouts/three_d");
        double[] whole = data.Read<double>();
        var random = new Random(7);
        for (int trial = 0; trial < 300; trial++)
        {
            long[] start = [.. data.Shape.Select(n => (long)random.Next((int)n))];
            long[] stride = [.. data.Shape.Select(_ => (long)random.Next(1, 4))];
            long[] count = [.. data.Shape.Select((n, i) => (long)random.Next(1, (int)((n - 1 - start[i]) / stride[i]) + 2))];
            var expected = new List<double>();
            for (long a = 0; a < count[0]; a++)
            {
                for (long b = 0; b < count[1]; b++)
                {
                    for (long c = 0; c < count[2]; c++)
                    {
                        expected.Add(whole[((((start[0] + (a * stride[0])) * data.Shape[1]) + start[1] + (b * stride[1])) * data.Shape[2]) + start[2] + (c * stride[2])]);
                    }
                }
            }

            Assert.Equal(expected, data.Read<double>(new Hdf5Selection(start, count, stride)));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Shuffle_comes_back_at_every_length(int size)
    {
        var random = new Random(size);
        for (int length = 0; length < 300; length++)
        {
            byte[] original = new byte[length];
            random.NextBytes(original);
            byte[] shuffled = new byte[length];
            byte[] back = new byte[length];
            Shuffle.Apply(original, shuffled, size);
            Shuffle.Undo(shuffled, back, (uint)size);
            Assert.Equal(original, back);
        }
    }
}
