using EphysTx.Decomposition;
using EphysTx.Numerics;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Decomposition;

public sealed class FamilyDecompositionFileTests : IDisposable
{
    private static readonly Dictionary<string, Matrix> Cells = new() { ["psth"] = Tables.Smooth(30, 20, 1), ["isi_shape"] = Tables.Smooth(30, 12, 2) };

    private static readonly FamilyDecomposition Fit = FamilyDecomposition.Fit(Cells, new SparsePcaPlan(
    [
        new("psth", 2, [10, 5]),
        new("isi_shape", 2, []) { UseCorrelation = true },
        new("isi_scaled", 2, [6, 4]) { Source = "isi_shape", UseCorrelation = true, StandardizeScores = true },
        new("psth_norm", 1, [6]) { Source = "psth", Ranges = [(0, 5), (10, 15)], PeakNormalizedPiece = 5 },
    ]));

    private readonly ScratchFolder _folder = new();

    private string Path => _folder.At("components.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_read_transforms_to_the_same_bits_and_is_written_with_the_same_bytes()
    {
        FamilyDecompositionFile.Save(Fit, _folder.At("new folder", "a"));
        FamilyDecomposition read = FamilyDecompositionFile.Read(_folder.At("new folder", "a"));
        FamilyDecompositionFile.Save(read, Path);

        Assert.Equal(Fit.Transform(Cells).Values, read.Transform(Cells).Values);
        Assert.Equal(Fit.Columns, read.Columns);
        Assert.Equal(Fit.Families.Select(family => family.Cells), read.Families.Select(family => family.Cells));
        Assert.Equal(File.ReadAllBytes(_folder.At("new folder", "a")), File.ReadAllBytes(Path));
    }

    [Theory]
    [InlineData("\"Components\":2", "\"Components\":3")]
    [InlineData("\"Width\":20", "\"Width\":3")]
    [InlineData("\"Width\":20", "\"Width\":-1")]
    [InlineData("\"Width\":20", "\"Width\":\"a\"")]
    [InlineData("\"Ranges\":[[0,5],[10,15]]", "\"Ranges\":[[0]]")]
    [InlineData("\"Ranges\":[[0,5],[10,15]]", "\"Ranges\":[[0,5],[10,16]]")]
    [InlineData("\"Ranges\":[[0,5],[10,15]]", "\"Ranges\":[[0,5],[15,10]]")]
    [InlineData("\"Ranges\":[[0,5],[10,15]]", "\"Ranges\":[[0,5],[100,105]]")]
    [InlineData("\"Ranges\":[[0,5],[10,15]]", "\"Ranges\":null")]
    [InlineData("\"Nonzero\":[10,5]", "\"Nonzero\":[10]")]
    [InlineData("\"Name\":\"psth\"", "\"Name\":\"other\"")]
    [InlineData("\"Name\":\"psth\"", "\"Name\":null")]
    [InlineData("[{", "[null,{")]
    public void A_plan_that_does_not_fit_is_refused(string was, string becomes)
    {
        FamilyDecompositionFile.Save(Fit, Path);
        var whole = SafeTensorsFile.Read(Path);
        string text = whole.Metadata["families"];
        Assert.Contains(was, text, StringComparison.Ordinal);
        var metadata = whole.Metadata.ToDictionary();
        metadata["families"] = text.Replace(was, becomes, StringComparison.Ordinal);

        Refused(whole.Tensors, metadata);
    }

    [Theory]
    [InlineData("psth.loadings")]
    [InlineData("psth.kept")]
    [InlineData("isi_shape.score_deviation")]
    public void Tensors_that_are_missing_or_of_another_form_are_refused(string name)
    {
        FamilyDecompositionFile.Save(Fit, Path);
        var whole = SafeTensorsFile.Read(Path);
        Refused([.. whole.Tensors.Where(tensor => tensor.Name != name)], whole.Metadata);
        Refused([.. whole.Tensors.Select(tensor => tensor.Name == name ? SafeTensor.Of(name, new int[7]) : tensor)], whole.Metadata);
        Refused([.. whole.Tensors.Select(tensor => tensor.Name == name ? SafeTensor.Of(name, new byte[2]) : tensor)], whole.Metadata);
        Refused(whole.Tensors, new Dictionary<string, string>());
    }

    [Fact]
    public void Bytes_lost_or_changed_in_the_header_never_give_anything_but_a_refusal_with_the_name_of_the_file()
    {
        FamilyDecompositionFile.Save(Fit, Path);
        byte[] bytes = File.ReadAllBytes(Path);
        int header = 8 + (int)BitConverter.ToInt64(bytes);
        var random = new SeededRandom(5);
        int refused = 0;
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.NextInt(header)] ^= (byte)(1 << random.NextInt(8));
            damaged = i % 10 == 0 ? damaged[..random.NextInt(damaged.Length)] : damaged;
            File.WriteAllBytes(Path, damaged);
            try
            {
                // A changed digit in the number of cells cannot be told from what was meant.
                Assert.Equal(Fit.Families.Count, FamilyDecompositionFile.Read(Path).Families.Count);
            }
            catch (EphysTxException error)
            {
                Assert.Contains(Path, error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 300, 500);
    }

    private void Refused(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        new SafeTensorsFile(tensors, metadata).Save(Path);
        Assert.Contains(Path, Assert.ThrowsAny<EphysTxException>(() => FamilyDecompositionFile.Read(Path)).Message, StringComparison.Ordinal);
    }
}
