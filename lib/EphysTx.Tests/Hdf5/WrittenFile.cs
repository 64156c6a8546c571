using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

/// <summary>A file with everything that the writer knows; Fixtures/check_written.py expects the same content.</summary>
internal static class WrittenFile
{
    public static Hdf5FileBuilder Build()
    {
        var file = new Hdf5FileBuilder();
        Numbers(file.Root.AddGroup("numbers"));
        Chunks(file.Root.AddGroup("chunks"));
        Hdf5GroupBuilder texts = file.Root.AddGroup("texts");
        texts.AddDataset("variable", Hdf5Value.Texts(["", "µV", "a longer text"]));
        texts.AddDataset("fixed", Hdf5Value.FixedTexts(["ab", "Ångström", ""]));
        texts.AddDataset("scalar", Hdf5Value.Text("one text"));
        texts.AddDataset("matrix", Hdf5Value.Texts(["a", "b", "c", "d", "e", "f"], 2, 3), Hdf5Storage.Compressed([2, 2]));
        texts.AddDataset("many", Hdf5Value.Texts([.. Enumerable.Range(0, 5000).Select(i => $"text number {i}")]));
        Links(file.Root, texts);
        return file;
    }

    public static float[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => (float)(i % 1000) / 8)];

    private static void Numbers(Hdf5GroupBuilder group)
    {
        group.AddDataset("i1", Hdf5Value.Array<sbyte>(new sbyte[] { -128, 127 }));
        group.AddDataset("u1", Hdf5Value.Array<byte>(new byte[] { 0, 255 }));
        group.AddDataset("i2", Hdf5Value.Array<short>(new short[] { -32768, 32767 }));
        group.AddDataset("u2", Hdf5Value.Array<ushort>(new ushort[] { 0, 65535 }));
        group.AddDataset("i4", Hdf5Value.Array<int>(new[] { int.MinValue, int.MaxValue }));
        group.AddDataset("u4", Hdf5Value.Array<uint>(new uint[] { 0, uint.MaxValue }));
        group.AddDataset("i8", Hdf5Value.Array<long>(new[] { long.MinValue, long.MaxValue }));
        group.AddDataset("u8", Hdf5Value.Array<ulong>(new ulong[] { 0, ulong.MaxValue }));
        group.AddDataset("f2", Hdf5Value.Array<Half>(new[] { (Half)0.5, Half.NaN }));
        group.AddDataset("f4", Hdf5Value.Array<float>(new[] { 0.1f, float.PositiveInfinity }));
        group.AddDataset("f8", Hdf5Value.Array<double>(new[] { 0.1, double.NegativeInfinity }));
        group.AddDataset("scalar", Hdf5Value.Number(3.25));
        group.AddDataset("matrix", Hdf5Value.Array<int>(new[] { 1, 2, 3, 4, 5, 6 }, 2, 3));
        group.AddDataset("empty", Hdf5Value.Array<float>(Array.Empty<float>(), 0, 4));
        group.AddDataset("booleans", Hdf5Value.Booleans([true, false, true]));
    }

    private static void Chunks(Hdf5GroupBuilder group)
    {
        group.AddDataset("plain", Hdf5Value.Array<float>(Wave(100)), new Hdf5Storage { Chunks = [32] });
        group.AddDataset("compressed", Hdf5Value.Array<float>(Wave(10_000)), Hdf5Storage.Compressed([1024]));
        group.AddDataset("checked", Hdf5Value.Array<float>(Wave(333)), new Hdf5Storage { Chunks = [100], Deflate = 6, Shuffle = true, Fletcher32 = true });
        group.AddDataset("three_d", Hdf5Value.Array<double>(Wave(7 * 8 * 9).Select(v => (double)v).ToArray(), 7, 8, 9), Hdf5Storage.Compressed([3, 5, 4]));
        group.AddDataset("many", Hdf5Value.Array<int>(Enumerable.Range(0, 9000).ToArray()), new Hdf5Storage { Chunks = [2] });
        group.AddDataset("picked", Hdf5Value.Array<double>(Wave(30_000).Select(v => (double)v).ToArray(), 300, 100), Hdf5Storage.Compressed());
        group.AddDataset("grows", Hdf5Value.Array<int>(new[] { 1, 2, 3 }), new Hdf5Storage { Chunks = [4], MaxShape = [-1] });
        group.AddDataset("empty", Hdf5Value.Array<int>(Array.Empty<int>()), new Hdf5Storage { Chunks = [4], MaxShape = [-1], Deflate = 1 });
    }

    private static void Links(Hdf5GroupBuilder root, Hdf5GroupBuilder texts)
    {
        Hdf5DatasetBuilder series = root.AddDataset("series", Hdf5Value.Array<double>(new[] { 1.0, 2.0, 3.0 }));
        series.SetAttribute("unit", "volts").SetAttribute("conversion", Hdf5Value.Number(0.001f));
        root.AddSoftLink("soft", "/numbers/f8");
        root.AddLink("second name", series);
        root.AddDataset("references", Hdf5Value.References([series, null, texts, root]));
        root.AddDataset("records", Hdf5Value.Compound(
            ("idx_start", Hdf5Value.Array<int>(new[] { 0, 5 })),
            ("count", Hdf5Value.Array<int>(new[] { 3, 7 })),
            ("timeseries", Hdf5Value.References([series, texts])),
            ("name", Hdf5Value.Texts(["first", "second"]))));
        root.AddDataset("ragged", Hdf5Value.Sequences([Hdf5Value.Array<double>(new[] { 1.0, 2.0 }), Hdf5Value.Array<double>(Array.Empty<double>())]));
        root.AddDataset("ragged_references", Hdf5Value.Sequences([Hdf5Value.References([series, texts]), Hdf5Value.References([root])]));
        root.SetAttribute("neurodata_type", "NWBFile").SetAttribute("tags", Hdf5Value.Texts(["a", "bb"])).SetAttribute("ok", Hdf5Value.Boolean(true));
        root.SetAttribute("series", Hdf5Value.Reference(series)).SetAttribute("fixed", Hdf5Value.FixedText("NWB")).SetAttribute("µ", Hdf5Value.Array<long>(new long[] { 1, 2 }));
        Hdf5GroupBuilder crowd = root.AddGroup("crowd");
        for (int i = 0; i < 500; i++)
        {
            crowd.AddGroup($"group {i:D3}").SetAttribute("number", Hdf5Value.Number(i));
        }
    }
}
