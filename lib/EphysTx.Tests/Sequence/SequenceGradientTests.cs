using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

/// <summary>The shipped forward and backward passes, run in double precision, against central differences.</summary>
public class SequenceGradientTests
{
    private const double Difference = 1e-5;
    private const double Tolerance = 1e-7;

    public static TheoryData<SequencePooling, HeadKind, string, MissingPolicy, InputMode> Combinations
    {
        get
        {
            var all = new TheoryData<SequencePooling, HeadKind, string, MissingPolicy, InputMode>();
            foreach (SequencePooling pooling in Enum.GetValues<SequencePooling>())
            {
                foreach (HeadKind head in Enum.GetValues<HeadKind>())
                {
                    foreach (string loss in (string[])["plain", "weighted", "focal"])
                    {
                        foreach (InputMode input in Enum.GetValues<InputMode>())
                        {
                            all.Add(pooling, head, loss, MissingPolicy.Zeros, input);
                            all.Add(pooling, head, loss, MissingPolicy.Masked, input);
                        }
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Gradients_equal_finite_differences(SequencePooling pooling, HeadKind kind, string lossName, MissingPolicy policy, InputMode mode)
    {
        SequenceArchitecture architecture = SequenceSamples.Architecture with { Pooling = pooling, Input = mode };
        // A small scale keeps the softmax away from saturation, where a difference sees nothing.
        var model = new ManagedModel<double>(architecture, [SequenceSamples.Head(kind) with { Scale = 4 }], 3, Kernels.Double());
        Perturb(model);
        (SequenceInput input, int[] labels) = SequenceSamples.Cells(7, 3, policy);
        int[] rows = [4, 0, 2, 5, 6];
        SequenceLoss loss = lossName switch
        {
            "plain" => SequenceLoss.CrossEntropy(),
            "weighted" => SequenceLoss.CrossEntropy([0.4, 1, 1.6]),
            _ => SequenceLoss.Focal([0.4, 1, 1.6]),
        };
        const long Dropout = 11;
        const double Factor = 0.5;
        var batch = new SequenceBatch("head", input, rows, labels);
        var training = new ManagedTraining<double>(model, new SequenceOptimizer(), freezeEncoder: false);
        training.Add(batch, loss, Factor, Dropout);
        training.FinishGradients();
        double[][] gradients = [.. model.Parameters.Select(parameter => parameter.Gradients.ToArray())];

        double largest = 0;
        for (int p = 0; p < model.Parameters.Count; p++)
        {
            Parameter<double> parameter = model.Parameters[p];
            for (int i = 0; i < parameter.Count; i += 1 + (parameter.Count / 25))
            {
                double expected = Factor * (LossAt(parameter, i, Difference) - LossAt(parameter, i, -Difference)) / (2 * Difference);
                largest = Math.Max(largest, Math.Abs(expected));
                Assert.True(Math.Abs(expected - gradients[p][i]) < Tolerance, $"{parameter.Name}[{i}]: {gradients[p][i]} but differences give {expected}.");
            }
        }

        Assert.True(largest > 1e-3);

        double LossAt(Parameter<double> parameter, int index, double shift)
        {
            double before = parameter.Values[index];
            parameter.Values[index] = before + shift;
            model.Encoder.Changed();
            double value = training.Add(batch, loss, Factor, Dropout);
            parameter.Values[index] = before;
            return value;
        }
    }

    /// <summary>Moves norms and biases away from 1 and 0, where an error could hide.</summary>
    private static void Perturb(ManagedModel<double> model)
    {
        var random = new EphysTx.Numerics.SeededRandom(5);
        foreach (Parameter<double> parameter in model.Parameters)
        {
            foreach (ref double value in parameter.Values)
            {
                value += 0.3 * random.NextNormal();
            }
        }

        model.Encoder.Changed();
    }
}
