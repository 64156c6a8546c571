using EphysTx.Cohorts;
using EphysTx.Sequence;
using EphysTx.Transfer;

namespace EphysTx.Experiments;

/// <summary>The networks of the paper and those that mend what its protocol gets wrong, by name.</summary>
public static class SequenceModels
{
    /// <summary>Name of the paper's attention model.</summary>
    public const string Attention = "bilstm-attention";

    private static readonly SequenceTrainingOptions OnMacroF1 = new() { StopOn = StoppingMeasure.MacroF1 };

    /// <summary>Early stopping as in the paper's mouse experiments: on accuracy.</summary>
    public static IReadOnlyList<IExperimentArm> Mouse { get; } = Arms(new SequenceTrainingOptions(), arcFaceTau: 0.7, arcFaceStop: StoppingMeasure.Accuracy);

    /// <summary>Early stopping as in the paper's human experiments: on macro-F1, of the ArcFace model on accuracy.</summary>
    public static IReadOnlyList<IExperimentArm> Human { get; } = Arms(OnMacroF1, arcFaceTau: -1, arcFaceStop: StoppingMeasure.Accuracy);

    /// <summary>The paper's transfer experiments with their controls, all on the same folds.</summary>
    public static IReadOnlyList<IExperimentArm> Transfer { get; } =
    [
        new SequenceArm("human-only", new SequenceClassifierOptions()),
        new SequenceArm("human-only, stopped on macro-F1", new SequenceClassifierOptions { Training = OnMacroF1 }),
        .. Enum.GetValues<TransferMethod>().SelectMany(method => Enum.GetValues<TransferSource>().Select(source => TransferArm(method, source))),
    ];

    /// <summary>The network of a name, as it is trained on cells of a species.</summary>
    /// <exception cref="EphysTxException">There is none.</exception>
    public static SequenceArm Find(Species species, string name)
    {
        SequenceArm[] all = [.. (species == Species.Mouse ? Mouse : Human).OfType<SequenceArm>()];
        return all.FirstOrDefault(arm => arm.Name == name)
            ?? throw new EphysTxException($"There is no network '{name}'; there are {string.Join(", ", all.Select(arm => arm.Name))}.");
    }

    private static NetworkTransferArm TransferArm(TransferMethod method, TransferSource source)
    {
        string name = method == TransferMethod.Pretrain ? "pretrained" : "joint";
        string control = source switch
        {
            TransferSource.PermutedLabels => ", mouse labels permuted",
            TransferSource.None => ", human cells alone, as many steps",
            _ => "",
        };
        return new NetworkTransferArm(name + control, new NetworkTransferOptions { Method = method, Source = source, FineTuneStopOn = StoppingMeasure.MacroF1 });
    }

    private static IExperimentArm[] Arms(SequenceTrainingOptions training, double arcFaceTau, StoppingMeasure arcFaceStop)
    {
        var attention = new SequenceClassifierOptions { Training = training };
        var masked = attention with { Missing = MissingPolicy.Masked, Input = InputMode.Standardized };
        return
        [
            new SequenceArm("bilstm-last", attention with { Pooling = SequencePooling.LastStep }),
            new SequenceArm(Attention, attention, Explain: true),
            new SequenceArm("bilstm-attention-smote", Smoted(attention)),
            new SequenceArm("arcface-attention-smote", Smoted(attention) with
            {
                Head = HeadKind.ArcFace,
                Objective = SequenceObjective.ClassBalancedFocal,
                PriorTau = arcFaceTau,
                Training = training with { StopOn = arcFaceStop },
            }),
            new SequenceArm("bilstm-ends", attention with { Pooling = SequencePooling.BothEndStates }),
            new SequenceArm("bilstm-mean", attention with { Pooling = SequencePooling.Mean }),
            new SequenceArm("no-layernorm", attention with { Input = InputMode.Standardized }),
            new SequenceArm("masked-attention", masked, Explain: true),
            new SequenceArm("masked-ends", masked with { Pooling = SequencePooling.BothEndStates }),
            new SequenceArm("masked-ends x5", masked with { Pooling = SequencePooling.BothEndStates, Members = 5 }),
        ];
    }

    // After SMOTE all classes are of one size, so that the weights are 1.
    private static SequenceClassifierOptions Smoted(SequenceClassifierOptions options) =>
        options with { Smote = new SmoteOptions(), Objective = SequenceObjective.CrossEntropy };
}
