using EphysTx.Cohorts;
using EphysTx.Tabular;
using EphysTx.Transfer;

namespace EphysTx.Experiments;

/// <summary>A tabular model that learns from both species, or one of its controls; the same seeds under each.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Trainer">The model with its options.</param>
/// <param name="Control">What it is told about the source.</param>
/// <param name="Version">Raised when the trainer's algorithm gives other numbers with the same options.</param>
public sealed record TabularTransferArm(string Name, ITransferTrainer Trainer, TransferControl Control = TransferControl.None, int Version = 1) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"tabular transfer {Version} {Control} {OptionsText.Of(Trainer)}");

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        if (fold.Cohorts.Source is not { } source)
        {
            throw new EphysTxException($"The model {Name} learns from a second species, and this task has none.");
        }

        Cohort target = fold.Target;
        // Normalising the source is the dearest step and the same for every arm of the fold.
        TransferData all = fold.Shared("transfer data", () => new TransferData(
            target.Values,
            target.Labels,
            source.Values,
            Array.ConvertAll(source.Labels, label => Array.IndexOf(target.Classes, source.Classes[label])),
            target.Classes.Length,
            TransferData.Match([.. target.Features.Select(feature => feature.Name)], [.. source.Features.Select(feature => feature.Name)]))
        {
            TargetSubtypes = Subtypes(target),
            SourceSubtypes = Subtypes(source),
        });
        TransferData data = (all with { TargetDonors = fold.Donors }).SelectTarget(fold.Split.Train);
        ITabularClassifier model = Trainer.Fit(data, Control, fold.Split.Seed, cancellationToken);
        return new ArmOutcome(model.PredictProbabilities(fold.TestValues))
        {
            Choices = model is SelectedModel selected ? new Dictionary<string, string> { ["model"] = selected.Name } : new Dictionary<string, string>(),
        };
    }

    private static string[] Subtypes(Cohort cohort) => [.. cohort.Cells.Select(cell => cell.Annotation(CohortCell.TranscriptomicType))];
}
