using System.Text;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Sequence.Files;

/// <summary>Whatever is wrong with a stored classifier ends in one sentence that names the file.</summary>
public sealed class DamagedClassifierTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly SafeTensorsFile _whole;

    public DamagedClassifierTests()
    {
        SequenceClassifierFile.Save(StoredClassifiers.Fit(StoredClassifiers.Kinds["arcface"]), Path);
        _whole = SafeTensorsFile.Read(Path);
    }

    private string Path => _folder.At("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tensors_that_are_missing_superfluous_or_of_another_shape_or_type_are_named()
    {
        Assert.Contains("no tensor 'norm.bias'", ErrorOf(tensor => tensor.Name == "norm.bias" ? null : tensor), StringComparison.Ordinal);
        Assert.Contains("'lstm.weight_hh_l0' has the shape (6, 24)", ErrorOf(tensor => tensor.Name == "lstm.weight_hh_l0" ? SafeTensor.Of(tensor.Name, tensor.ToSingles(), 6, 24) : tensor), StringComparison.Ordinal);
        Assert.Contains("'norm.bias' is not in single precision", ErrorOf(tensor => tensor.Name == "norm.bias" ? SafeTensor.Of(tensor.Name, tensor.ToDoubles()) : tensor), StringComparison.Ordinal);
        Assert.Contains("'standardizer.mean' is not in double precision", ErrorOf(tensor => tensor.Name == "standardizer.mean" ? SafeTensor.Of(tensor.Name, new float[14]) : tensor), StringComparison.Ordinal);
        Assert.Contains("'head.weight' holds a value that is no finite number", ErrorOf(tensor => tensor.Name == "head.weight" ? SafeTensor.Of(tensor.Name, [float.NaN, .. tensor.ToSingles()[1..]], 3, 12) : tensor), StringComparison.Ordinal);
        Assert.Contains("standard deviation 0", ErrorOf(tensor => tensor.Name == "standardizer.deviation" ? SafeTensor.Of(tensor.Name, new double[14]) : tensor), StringComparison.Ordinal);
        Assert.Contains("17 tensors, but its models take 16", Error([.. _whole.Tensors, SafeTensor.Of("more", [1.0])], _whole.Metadata), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Hidden\":6", "\"Hidden\":7", "'lstm.weight_ih_l0' has the shape")]
    [InlineData("\"Hidden\":6", "\"Hidden\":2000000000", "impossible number of hidden units")]
    [InlineData("\"Hidden\":6", "\"Hidden\":0", "cannot be used")]
    [InlineData("\"Hidden\":6", "\"Hidden\":null", "cannot be used")]
    [InlineData("\"Hidden\":6", "\"Hiden\":6", "cannot be used")]
    [InlineData("\"Widths\":[6,3,5]", "\"Widths\":[6,3,2000000000]", "impossibly wide")]
    [InlineData("\"Widths\":[6,3,5]", "\"Widths\":[6,3,4]", "standardizer.mean")]
    [InlineData("\"Widths\":[6,3,5]", "\"Widths\":[6,3]", "cannot be used")]
    [InlineData("[\"wave\",\"rate\",\"step\"]", "[\"wave\",\"rate\",null]", "names of families")]
    [InlineData("[\"Lamp5\",\"Pvalb\",\"Sst\"]", "[\"Lamp5\",\"Pvalb\"]", "no head 'head' of 2 classes")]
    [InlineData("[\"Lamp5\",\"Pvalb\",\"Sst\"]", "[\"Lamp5\",\"Pvalb\",\"Pvalb\"]", "names of classes")]
    [InlineData("\"Head\":\"head\"", "\"Head\":\"other\"", "no head 'other'")]
    [InlineData("\"Kind\":\"ArcFace\"", "\"Kind\":\"Linear\"", "no tensor 'head.2.weight'")]
    [InlineData("\"Kind\":\"ArcFace\"", "\"Kind\":7", "cannot be used")]
    [InlineData("\"Tau\":0.7", "\"Tau\":\"NaN\"", "priors")]
    [InlineData("\"Members\":[", "\"Members\":[null,", "only a part of one")]
    public void A_description_that_does_not_fit_is_refused(string was, string becomes, string expected)
    {
        string text = _whole.Metadata["classifier"];
        Assert.Contains(was, text, StringComparison.Ordinal);
        var metadata = _whole.Metadata.ToDictionary();
        metadata["classifier"] = text.Replace(was, becomes, StringComparison.Ordinal);

        Assert.Contains(expected, Error(_whole.Tensors, metadata), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_told_apart()
    {
        Assert.Contains("does not hold a classifier", Error(_whole.Tensors, new Dictionary<string, string>()), StringComparison.Ordinal);
        File.Delete(Path);
        Assert.Contains(Path, Assert.ThrowsAny<EphysTxException>(() => SequenceClassifierFile.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_lost_or_changed_never_give_anything_but_a_refusal_with_the_name_of_the_file()
    {
        byte[] bytes = File.ReadAllBytes(Path);
        int header = 8 + (int)BitConverter.ToInt64(bytes);
        var random = new SeededRandom(5);
        int refused = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = [.. bytes];
            int at = random.NextInt(header);
            damaged[at] ^= (byte)(1 << random.NextInt(8));
            damaged = i % 10 == 0 ? damaged[..random.NextInt(damaged.Length)] : damaged;
            File.WriteAllBytes(Path, damaged);
            try
            {
                // A changed letter in the name of a class, or a digit in the history, cannot be told from what was meant.
                Assert.Single(SequenceClassifierFile.Read(Path).Members);
            }
            catch (EphysTxException error)
            {
                Assert.Contains(Path, error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 200, 300);
    }

    private string ErrorOf(Func<SafeTensor, SafeTensor?> change) => Error([.. _whole.Tensors.Select(change).OfType<SafeTensor>()], _whole.Metadata);

    private string Error(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        new SafeTensorsFile(tensors, metadata).Save(Path);
        string message = Assert.ThrowsAny<EphysTxException>(() => SequenceClassifierFile.Read(Path)).Message;
        Assert.Contains(Path, message, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(message) < 1000);
        return message;
    }
}
