using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Sequence.Files;

public class SequenceClassifierFileTests
{
    [Theory]
    [InlineData("paper")]
    [InlineData("arcface")]
    [InlineData("masked")]
    [InlineData("masked mean")]
    [InlineData("ensemble")]
    public void What_is_read_gives_the_same_probabilities_to_the_bit_and_is_written_with_the_same_bytes(string kind)
    {
        using var folder = new ScratchFolder();
        SequenceClassifier classifier = StoredClassifiers.Fit(StoredClassifiers.Kinds[kind]);
        string path = folder.At("new folder", "model.safetensors");

        SequenceClassifierFile.Save(classifier, path);
        SequenceClassifier read = SequenceClassifierFile.Read(path);

        Assert.Equal(classifier.PredictProbabilities(StoredClassifiers.Cells).Values, read.PredictProbabilities(StoredClassifiers.Cells).Values);
        Assert.Equal(["Lamp5", "Pvalb", "Sst"], read.Classes);
        Assert.Equal(classifier.Members.Select(member => member.Fit.History), read.Members.Select(member => member.Fit.History));
        Assert.Equal(classifier.Members.Select(member => member.Priors?.Tau), read.Members.Select(member => member.Priors?.Tau));
        SequenceClassifierFile.Save(read, folder.At("again"));
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder.At("again")));
        Assert.Equal(["again", Path.Combine("new folder", "model.safetensors")], folder.Files());
    }

    [Fact]
    public void Tensors_have_the_names_of_PyTorch_and_those_of_an_ensemble_the_member_before_them()
    {
        using var folder = new ScratchFolder();
        SequenceClassifierFile.Save(StoredClassifiers.Fit(StoredClassifiers.Small), folder.At("one"));
        SequenceClassifierFile.Save(StoredClassifiers.Fit(StoredClassifiers.Kinds["ensemble"]), folder.At("two"));

        var one = SafeTensorsFile.Read(folder.At("one"));
        Assert.Equal([24, 6], one.Get("lstm.weight_ih_l0").Shape);
        Assert.Equal([3, 12], one.Get("head.2.weight").Shape);
        Assert.Equal([14], one.Get("standardizer.mean").Shape);
        Assert.Equal(19, one.Tensors.Count);
        string[] two = [.. SafeTensorsFile.Read(folder.At("two")).Tensors.Select(tensor => tensor.Name)];
        Assert.Equal(32, two.Length);
        Assert.All(two, name => Assert.Matches("^member[01]\\.", name));
    }

    [Fact]
    public void A_cohort_with_other_families_is_refused_with_their_names()
    {
        using var folder = new ScratchFolder();
        SequenceClassifierFile.Save(StoredClassifiers.Fit(StoredClassifiers.Small), folder.At("model"));
        SequenceClassifier read = SequenceClassifierFile.Read(folder.At("model"));

        Assert.Contains("lacks the families step;", Refusal(name => name != "step", name => name), StringComparison.Ordinal);
        Assert.Contains("has the families wave 2, which are unknown here", Refusal(_ => true, name => name == "wave_5" ? "wave 2" : name), StringComparison.Ordinal);
        Assert.Contains("other widths or another order: wave (6), rate (2), step (5)", Refusal(name => name != "rate_2", name => name), StringComparison.Ordinal);

        string Refusal(Func<string, bool> keeps, Func<string, string> renames) =>
            Assert.Throws<EphysTxException>(() => read.PredictProbabilities(Other(keeps, renames))).Message;
    }

    [Fact]
    public void Classifiers_without_names_of_classes_and_places_that_cannot_be_written_are_refused()
    {
        using var folder = new ScratchFolder();
        SequenceClassifier classifier = StoredClassifiers.Fit(StoredClassifiers.Small);
        Assert.Throws<ArgumentException>(() => SequenceClassifierFile.Save(classifier with { Classes = [] }, folder.At("model")));
        Assert.Throws<ArgumentException>(() => SequenceClassifierFile.Save(classifier with { Classes = ["a", "b"] }, folder.At("model")));
        File.WriteAllText(folder.At("file"), "");
        Assert.Contains(folder.At("file"), Assert.Throws<EphysTxException>(() => SequenceClassifierFile.Save(classifier, folder.At("file", "model"))).Message, StringComparison.Ordinal);
        Assert.Equal(["file"], folder.Files());
    }

    // Keeps features by name or family and puts those that are renamed into a family of the new name.
    private static Cohort Other(Func<string, bool> keeps, Func<string, string> renames)
    {
        Cohort cells = StoredClassifiers.Cells;
        int[] columns = [.. Enumerable.Range(0, cells.Features.Count).Where(k => keeps(cells.Features[k].Name) && keeps(cells.Features[k].Family))];
        FeatureDefinition[] features = [.. columns.Select(k => cells.Features[k]).Select(feature => renames(feature.Name) == feature.Name ? feature : feature with { Family = renames(feature.Name) })];
        Matrix values = cells.Values.SelectColumns(columns);
        MissingReason[] missing = Array.ConvertAll(values.Values, value => double.IsNaN(value) ? MissingReason.NotReported : MissingReason.Present);
        return new Cohort("other", Species.Human, isSimulated: true, cells.Cells, features, values, missing, Funnel.None);
    }
}
