using EphysTx.Cohorts;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>A tabular model that learns from the transcriptomic types of the training cells as well, where the cohort has them.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Trainer">The model with its options; one thread in a fit.</param>
/// <param name="Version">Raised when the trainer's algorithm gives other numbers with the same options.</param>
public sealed record SubtypeArm(string Name, ISubtypeTrainer Trainer, int Version = 1) : IExperimentArm
{
    /// <summary>The annotation that holds a cell's transcriptomic type.</summary>
    public const string Annotation = CohortCell.TranscriptomicType;

    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"subtype {Version} {OptionsText.Of(Trainer)}");

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        string[] subtypes = Array.ConvertAll(fold.Split.Train, row => fold.Target.Cells[row].Annotation(Annotation));
        ITabularClassifier model = Trainer.Fit(
            fold.TrainValues, fold.TrainLabels, subtypes, fold.ClassCount, fold.TrainDonors, fold.Split.Seed, cancellationToken);
        return new ArmOutcome(model.PredictProbabilities(fold.TestValues));
    }
}
