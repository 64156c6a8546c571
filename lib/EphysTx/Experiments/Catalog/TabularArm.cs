using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>A tabular model on the target's own training cells.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Trainer">The model with its options; one thread in a fit.</param>
/// <param name="Version">Raised when the trainer's algorithm gives other numbers with the same options.</param>
public sealed record TabularArm(string Name, ITabularTrainer Trainer, int Version = 1) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"tabular {Version} {OptionsText.Of(Trainer)}");

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        return new ArmOutcome(SharedFits.Test(fold, Trainer, cancellationToken));
    }
}
