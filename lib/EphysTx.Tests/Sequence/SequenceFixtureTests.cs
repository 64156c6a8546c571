using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

/// <summary>Fixtures/sequence.json has PyTorch's logits, losses, gradients and optimiser steps; see its script.</summary>
public class SequenceFixtureTests
{
    private const double Forward = 1e-5;
    private const double AfterSteps = 1e-4;

    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Sequence", "Fixtures", "sequence.json"))).RootElement;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Root.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_and_attention_equal_those_of_PyTorch(int number)
    {
        JsonElement item = Root.GetProperty("cases")[number];
        SequenceScores scores = Model(item).Score("head", Input(item));

        AssertClose(Floats(item.GetProperty("logits")), scores.Logits.Values, Forward);
        if (item.TryGetProperty("attention", out JsonElement attention))
        {
            AssertClose(Floats(attention), scores.Attention!.Values, Forward);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradients_equal_those_of_PyTorch(int number)
    {
        JsonElement item = Root.GetProperty("cases")[number];
        ManagedModel<float> model = Model(item);
        var training = (ManagedTraining<float>)model.StartTraining(Optimizer);

        double loss = training.Add(Batch(item, Enumerable.Range(0, Root.GetProperty("cells").GetInt32())), Loss(item), 1, dropoutSeed: null);
        double norm = training.FinishGradients();

        Assert.Equal(item.GetProperty("losses")[0].GetDouble(), loss, Forward);
        Assert.Equal(item.GetProperty("norms")[0].GetDouble(), norm, Forward * Math.Max(1, norm));
        foreach (Parameter<float> parameter in model.Parameters)
        {
            float[] expected = Floats(item.GetProperty("gradients").GetProperty(parameter.Name).GetProperty("values"));
            AssertClose(expected, Array.ConvertAll(parameter.Gradients.ToArray(), value => (double)value), Forward * Math.Max(1, norm));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twenty_clipped_AdamW_steps_end_where_those_of_PyTorch_do(int number)
    {
        JsonElement item = Root.GetProperty("cases")[number];
        ManagedModel<float> model = Model(item);
        ISequenceTraining training = model.StartTraining(Optimizer);
        int cells = Root.GetProperty("cells").GetInt32();
        for (int step = 0; step < 20; step++)
        {
            IEnumerable<int> rows = step == 0 ? Enumerable.Range(0, cells) : Enumerable.Range(0, 6).Select(i => ((3 * step) + (7 * i)) % cells);
            double loss = training.Add(Batch(item, rows), Loss(item), 1, dropoutSeed: null);
            training.TakeStep();

            Assert.Equal(item.GetProperty("losses")[step].GetDouble(), loss, AfterSteps);
        }

        foreach (NamedTensor tensor in model.Tensors())
        {
            JsonElement expected = item.GetProperty("end").GetProperty(tensor.Name);
            Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()), tensor.Shape);
            AssertClose(Floats(expected.GetProperty("values")), Array.ConvertAll(tensor.Values, value => (double)value), AfterSteps);
        }
    }

    private static SequenceOptimizer Optimizer { get; } = new() { LearningRate = 1e-2, WeightDecay = 1e-2, MaxGradientNorm = 0.5 };

    private static ManagedModel<float> Model(JsonElement item)
    {
        var architecture = new SequenceArchitecture
        {
            Steps = Root.GetProperty("steps").GetInt32(),
            Width = Root.GetProperty("width").GetInt32(),
            Hidden = Root.GetProperty("hidden").GetInt32(),
            AttentionHidden = Root.GetProperty("size").GetInt32(),
            Pooling = Enum.Parse<SequencePooling>(item.GetProperty("pooling").GetString()!),
        };
        var head = new SequenceHead { Classes = Root.GetProperty("classes").GetInt32(), Kind = Enum.Parse<HeadKind>(item.GetProperty("head").GetString()!), Dropout = 0 };
        var model = (ManagedModel<float>)new ManagedSequenceEngine().Create(architecture, [head], 1);
        NamedTensor[] start = [.. item.GetProperty("start").EnumerateObject().Select(tensor => new NamedTensor(
            tensor.Name, [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())], Floats(tensor.Value.GetProperty("values"))))];
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name).Order(), start.Select(tensor => tensor.Name).Order());
        model.Load(start);
        return model;
    }

    private static SequenceInput Input(JsonElement item)
    {
        int steps = Root.GetProperty("steps").GetInt32();
        int width = Root.GetProperty("width").GetInt32();
        var layout = new SequenceLayout([.. Enumerable.Range(0, steps).Select(step => $"family {step}")], [.. Enumerable.Repeat(width, steps)]);
        double[] values = Array.ConvertAll(Floats(item.GetProperty("x")), value => (double)value);
        return new SequenceInput(layout, new Matrix(values.Length / layout.Length, layout.Length, values), MissingPolicy.Zeros);
    }

    private static SequenceBatch Batch(JsonElement item, IEnumerable<int> rows) =>
        new("head", Input(item), rows.ToArray(), [.. item.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())]);

    private static SequenceLoss Loss(JsonElement item) => item.GetProperty("loss").GetString() switch
    {
        "CrossEntropy" => SequenceLoss.CrossEntropy(),
        "Weighted" => SequenceLoss.CrossEntropy([0.5, 1, 1.5]),
        "Focal" => SequenceLoss.Focal([0.5, 1, 1.5]),
        var other => throw new InvalidDataException(other),
    };

    private static float[] Floats(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];

    private static void AssertClose(float[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"The largest difference is {worst:G3}, above {tolerance:G3}.");
    }
}
