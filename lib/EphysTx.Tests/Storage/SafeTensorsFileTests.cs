using System.Buffers.Binary;
using System.Text;
using EphysTx.Numerics;
using EphysTx.Storage;

namespace EphysTx.Tests.Storage;

public class SafeTensorsFileTests
{
    [Fact]
    public void What_is_written_reads_back()
    {
        using var folder = new ScratchFolder();
        Example().Save(folder.At("x.safetensors"));

        SafeTensorsFile read = SafeTensorsFile.Read(folder.At("x.safetensors"));

        Assert.Equal(new[] { "b.long", "z.double", "a.single", "c.int", "d.byte", "e.bool", "f.empty" }, read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([0.1, double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, 1e300], read.Get("z.double", 2, 3).ToDoubles());
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(read.Get("z.double").ToDoubles()[3]));
        Assert.Equal([1.5f, float.MaxValue], read.Get("a.single", 2).ToSingles());
        Assert.Equal([1.5, float.MaxValue], read.Get("a.single").ToDoubles());
        Assert.Equal([long.MinValue], read.Get("b.long", 1).ToInt64s());
        Assert.Equal([1, -2, 3], read.Get("c.int", -1).ToInt32s());
        Assert.Equal([0, 255], read.Get("d.byte").ToBytes());
        Assert.Equal([true, false], read.Get("e.bool").ToBooleans());
        Assert.Equal([0, 5], read.Get("f.empty").Shape);
        Assert.Equal("αβ \"quoted\"\n", read.Metadata["note"]);
        Assert.Equal("1", read.Metadata["a"]);
    }

    [Fact]
    public void Same_content_gives_the_same_bytes_in_whatever_order()
    {
        SafeTensorsFile one = Example();
        var other = new SafeTensorsFile(one.Tensors.Reverse(), one.Metadata.Reverse().ToDictionary());

        Assert.Equal(Bytes(one), Bytes(other));
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(Bytes(one)) % 8);
    }

    [Fact]
    public void It_reads_a_file_put_together_by_hand_from_the_description_of_the_format()
    {
        byte[] bytes = File("""{"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"s":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}  """, [0, 0, 128, 63, 0, 0, 0, 192, 5, 0, 0, 0, 0, 0, 0, 0]);

        SafeTensorsFile file = SafeTensorsFile.Parse("hand", bytes);

        Assert.Equal([1f, -2f], file.Get("w", 2, 1).ToSingles());
        Assert.Equal([5L], file.Get("s").ToInt64s());
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, SafeTensorsProblem.Truncated)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, SafeTensorsProblem.BadOffsets)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, SafeTensorsProblem.BadOffsets)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, SafeTensorsProblem.BadOffsets)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, SafeTensorsProblem.BadOffsets)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadOffsets)]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"w":{"dtype":"F32","shape":[99999999999],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775807,-9223372036854775801]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", 8, SafeTensorsProblem.DuplicateName)]
    [InlineData("""{"w":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.DuplicateName)]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.DuplicateName)]
    [InlineData("""{"w":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.UnknownType)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""", 8, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8,16]}}""", 8, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"run":"rm"}}""", 8, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":[1]}""", 8, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":{"dtype":"F32","shape":[[[[[1]]]]],"data_offsets":[0,8]}}""", 8, SafeTensorsProblem.BadShape)]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x""", 8, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, SafeTensorsProblem.BadHeader)]
    [InlineData(""" {}""", 0, SafeTensorsProblem.BadHeader)]
    [InlineData("", 0, SafeTensorsProblem.BadHeader)]
    [InlineData("""{"w":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", 2, SafeTensorsProblem.BadValue)]
    public void Hostile_files_are_typed_errors(string header, int bytes, SafeTensorsProblem problem)
    {
        byte[] body = new byte[bytes];
        Array.Fill(body, (byte)7);

        SafeTensorsException error = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Parse("hostile.safetensors", File(header, body)));

        Assert.Equal(problem, error.Problem);
        Assert.Contains("hostile.safetensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_are_bounded_before_anything_is_allocated()
    {
        using var folder = new ScratchFolder();
        byte[] huge = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(huge, ulong.MaxValue);
        Assert.Equal(SafeTensorsProblem.TooLarge, Problem(() => SafeTensorsFile.Parse("x", huge)));
        BinaryPrimitives.WriteUInt64LittleEndian(huge, 1 << 20);
        Assert.Equal(SafeTensorsProblem.Truncated, Problem(() => SafeTensorsFile.Parse("x", huge)));
        Assert.Equal(SafeTensorsProblem.Truncated, Problem(() => SafeTensorsFile.Parse("x", [1, 2])));
        Example().Save(folder.At("x"));
        Assert.Equal(SafeTensorsProblem.TooLarge, Problem(() => SafeTensorsFile.Read(folder.At("x"), new SafeTensorsLimits { FileBytes = 100 })));
        Assert.Equal(SafeTensorsProblem.TooLarge, Problem(() => SafeTensorsFile.Read(folder.At("x"), new SafeTensorsLimits { HeaderBytes = 100 })));
        Assert.Equal(SafeTensorsProblem.TooLarge, Problem(() => SafeTensorsFile.Read(folder.At("x"), new SafeTensorsLimits { Tensors = 3 })));
        Assert.Equal(SafeTensorsProblem.Unreadable, Problem(() => SafeTensorsFile.Read(folder.At("absent"))));
    }

    [Fact]
    public void Asking_for_what_is_not_there_says_so()
    {
        SafeTensorsFile file = Example();

        Assert.Equal(SafeTensorsProblem.WrongTensor, Problem(() => file.Get("nothing")));
        Assert.Equal(SafeTensorsProblem.WrongTensor, Problem(() => file.Get("z.double", 3, 2)));
        Assert.Equal(SafeTensorsProblem.WrongTensor, Problem(() => file.Get("c.int").ToDoubles()));
        Assert.Equal(SafeTensorsProblem.DuplicateName, Problem(() => new SafeTensorsFile([file.Get("c.int"), file.Get("c.int")])));
        Assert.Throws<ArgumentException>(() => SafeTensor.Of("__metadata__", [1.0]));
        Assert.Throws<ArgumentException>(() => SafeTensor.Of("x", [1.0], 2));
    }

    [Fact]
    public void A_mutated_file_reads_or_fails_cleanly()
    {
        byte[] whole = Bytes(Example());
        var random = new SeededRandom(5);
        int read = 0, refused = 0;
        for (int trial = 0; trial < 20_000; trial++)
        {
            byte[] bytes = (byte[])whole.Clone();
            for (int change = random.NextInt(4); change >= 0; change--)
            {
                bytes[random.NextInt(random.NextInt(2) == 0 ? 40 : bytes.Length)] = (byte)random.NextInt(256);
            }

            bytes = random.NextInt(4) == 0 ? bytes[..random.NextInt(bytes.Length)] : bytes;
            try
            {
                foreach (SafeTensor tensor in SafeTensorsFile.Parse("mutated", bytes).Tensors)
                {
                    Assert.Equal(tensor.Shape.Aggregate(1, (product, length) => product * length), tensor.Count);
                }

                read++;
            }
            catch (SafeTensorsException)
            {
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 1000, $"{read} were read and {refused} refused.");
    }

    private static SafeTensorsFile Example() => new(
        [
            SafeTensor.Of("z.double", [0.1, double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, 1e300], 2, 3),
            SafeTensor.Of("a.single", [1.5f, float.MaxValue]),
            SafeTensor.Of("b.long", [long.MinValue]),
            SafeTensor.Of("c.int", [1, -2, 3]),
            SafeTensor.Of("d.byte", new byte[] { 0, 255 }),
            SafeTensor.Of("e.bool", new[] { true, false }),
            SafeTensor.Of("f.empty", Array.Empty<byte>(), 0, 5),
        ],
        new Dictionary<string, string> { ["note"] = "αβ \"quoted\"\n", ["a"] = "1" });

    private static SafeTensorsProblem Problem(Func<object> action) => Assert.Throws<SafeTensorsException>(action).Problem;

    private static byte[] Bytes(SafeTensorsFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private static byte[] File(string header, byte[] body)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. body];
    }
}
