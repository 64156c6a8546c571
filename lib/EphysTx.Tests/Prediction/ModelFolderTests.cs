using System.Text;
using System.Text.Json.Nodes;
using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Prediction;
using EphysTx.Storage;
using EphysTx.Tabular;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Prediction;

public class ModelFolderTests
{
    private static readonly ITabularTrainer[] Trainers =
    [
        new ShrinkageDiscriminantTrainer(),
        new LogisticRegressionTrainer(),
        new HistogramBoostingTrainer(new HistogramBoostingOptions { Rounds = 5, MinSamplesLeaf = 5 }),
        new RandomForestTrainer(new RandomForestOptions { TreeCount = 7 }),
        new SoftVoteTrainer(new ShrinkageDiscriminantTrainer(), new RandomForestTrainer(new RandomForestOptions { TreeCount = 3 })),
        new SubtypeDiscriminantTrainer(),
        new SubtypeVoteTrainer(),
        new StackingTrainer(new ShrinkageDiscriminantTrainer(), new HistogramBoostingTrainer(new HistogramBoostingOptions { Rounds = 3 })),
    ];

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, Trainers.Length)];

    [Fact]
    public void A_stored_model_predicts_the_same_bits_and_is_stored_in_the_same_bytes()
    {
        using var folder = new ScratchFolder();
        TrainedModel model = PredictionExample.Model;
        ModelFolder.Save(model, folder.At("one"));

        TrainedModel read = ModelFolder.Load(folder.At("one"));
        ModelFolder.Save(read, folder.At("two"));

        Matrix cells = PredictionExample.Cohort(Species.Mouse, 40, 9).Values;
        Assert.Equal(model.Classifier.PredictProbabilities(cells).Values, read.Classifier.PredictProbabilities(cells).Values);
        Assert.Equal(
            Predictor.Predict(model, [PredictionExample.Cell(1)])[0].Nearest, Predictor.Predict(read, [PredictionExample.Cell(1)])[0].Nearest);
        foreach (string file in new[] { ModelFolder.TensorsFile, ModelFolder.JsonFile, ModelFolder.CardFile })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder.At("one"), file)), File.ReadAllBytes(Path.Combine(folder.At("two"), file)));
        }
    }

    [Fact]
    public void Same_cohort_and_seed_give_the_same_bytes_with_any_number_of_threads()
    {
        Cohort cohort = PredictionExample.Cohort(Species.Mouse, 150, 1), other = PredictionExample.Cohort(Species.Human, 60, 2);
        byte[] Bytes(int workers)
        {
            (SafeTensorsFile tensors, JsonObject json) = ModelFormat.Write(ModelTraining.Train(cohort, other, ["made by hand"], PredictionExample.Options with { Workers = workers }));
            using var stream = new MemoryStream();
            tensors.Write(stream);
            return [.. stream.ToArray(), .. Encoding.UTF8.GetBytes(json.ToJsonString())];
        }

        Assert.Equal(Bytes(1), Bytes(4));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_family_of_models_comes_back(int kind)
    {
        Cohort cohort = PredictionExample.Cohort(Species.Mouse, 90, 3);
        ITabularClassifier model = Trainers[kind].FitGrouped(cohort.Values, cohort.Labels, 4, cohort.Donors, 1);
        (SafeTensorsFile file, JsonObject json) = Store(model);

        ITabularClassifier read = ModelCodecs.Read(new ModelReader(file, json, "m", "stored"), 4, cohort.Features.Count);

        Assert.Equal(model.PredictProbabilities(cohort.Values).Values, read.PredictProbabilities(cohort.Values).Values);
        Assert.Equal(4, read.ClassCount);
    }

    [Fact]
    public void An_unknown_family_is_named()
    {
        (SafeTensorsFile file, JsonObject json) = Store(Trainers[0].Fit(PredictionExample.Cohort(Species.Mouse, 30, 3).Values, [.. Enumerable.Range(0, 30).Select(i => i % 3)], 3, 1));
        json["family"] = "oracle";

        string message = Assert.Throws<EphysTxException>(() => ModelCodecs.Read(new ModelReader(file, json, "m", "stored"), 3, 32)).Message;

        Assert.Contains("'oracle'", message, StringComparison.Ordinal);
        Assert.Contains("random-forest", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_crafted_model_is_refused_or_harmless(int kind)
    {
        Cohort cohort = PredictionExample.Cohort(Species.Mouse, 60, 3);
        (SafeTensorsFile file, JsonObject json) = Store(Trainers[kind].FitGrouped(cohort.Values, cohort.Labels, 3, cohort.Donors, 1));
        using var stream = new MemoryStream();
        file.Write(stream);
        byte[] whole = stream.ToArray(), text = Encoding.UTF8.GetBytes(json.ToJsonString());
        var random = new SeededRandom(kind);
        int refused = 0;
        for (int trial = 0; trial < 600; trial++)
        {
            byte[] tensors = (byte[])whole.Clone(), description = (byte[])text.Clone();
            byte[] target = random.NextInt(3) == 0 ? description : tensors;
            for (int change = random.NextInt(8); change >= 0; change--)
            {
                target[random.NextInt(target.Length)] = (byte)random.NextInt(256);
            }

            try
            {
                var parsed = (JsonObject)JsonNode.Parse(description)!;
                ITabularClassifier model = ModelCodecs.Read(new ModelReader(SafeTensorsFile.Parse("m", tensors), parsed, "m", "crafted"), 3, cohort.Features.Count);
                Assert.Equal(60, model.PredictProbabilities(cohort.Values).Rows);
            }
            catch (Exception error) when (error is EphysTxException || (target == description && error is System.Text.Json.JsonException or ArgumentException or InvalidOperationException or InvalidCastException))
            {
                refused++;
            }
        }

        Assert.True(refused > 20, $"only {refused} were refused");
    }

    [Fact]
    public void A_damaged_folder_is_one_clear_error()
    {
        using var folder = new ScratchFolder();
        ModelFolder.Save(PredictionExample.Model, folder.Path);
        byte[] json = File.ReadAllBytes(folder.At(ModelFolder.JsonFile));
        SafeTensorsFile tensors = SafeTensorsFile.Read(folder.At(ModelFolder.TensorsFile));
        var random = new SeededRandom(2);
        int read = 0;
        for (int trial = 0; trial < 100; trial++)
        {
            byte[] changed = (byte[])json.Clone();
            for (int change = 0; change < 3; change++)
            {
                changed[random.NextInt(changed.Length)] = (byte)random.NextInt(128);
            }

            try
            {
                ModelFolder.Parse(changed, tensors, "changed");
                read++;
            }
            catch (EphysTxException error)
            {
                Assert.Contains("changed", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(read < 100);
        Assert.Throws<EphysTxException>(() => ModelFolder.Load(folder.At("absent")));
        File.Delete(folder.At(ModelFolder.TensorsFile));
        Assert.Throws<SafeTensorsException>(() => ModelFolder.Load(folder.Path));
    }

    [Fact]
    public void The_card_says_what_it_was_trained_on_and_how_it_was_measured()
    {
        string card = ModelCard.Of(PredictionExample.Model);

        Assert.Contains("150 cells of 30 donors, seed 5", card, StringComparison.Ordinal);
        Assert.Contains("simulated cells", card, StringComparison.Ordinal);
        Assert.Contains($"| macro-F1 | {PredictionExample.Model.Evaluation.MacroF1} |", card, StringComparison.Ordinal);
        Assert.Contains("## Limits", card, StringComparison.Ordinal);
    }

    private static (SafeTensorsFile File, JsonObject Json) Store(ITabularClassifier model)
    {
        var tensors = new List<SafeTensor>();
        JsonObject json = ModelCodecs.Write(model, new ModelWriter(tensors, "m"));
        return (new SafeTensorsFile(tensors), json);
    }
}
