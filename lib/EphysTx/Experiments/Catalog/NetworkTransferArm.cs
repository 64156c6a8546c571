using EphysTx.Cohorts;
using EphysTx.Sequence;
using EphysTx.Statistics;
using EphysTx.Transfer;

namespace EphysTx.Experiments;

/// <summary>A network that learns from both species, or one of its controls; see <see cref="NetworkTransfer"/>.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Options">All choices.</param>
/// <param name="Version">Raised when it gives other numbers with the same options.</param>
public sealed record NetworkTransferArm(string Name, NetworkTransferOptions Options, int Version = 1) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"network transfer {Version} {OptionsText.Of(Options)}");

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        if (fold.Cohorts.Source is not { } source)
        {
            throw new EphysTxException($"The model {Name} learns from a second species, and this task has none.");
        }

        (Cohort target, Cohort aligned) = FamilyAlignment.Align(fold.Target, source);
        ThreeWaySplit parts = fold.WithValidation();
        long runSeed = fold.Split.Seed - (1000L * fold.Split.Fold);
        SequenceMember model = new NetworkTransfer(Options).Fit(target, parts.Train, parts.Validation, aligned, fold.Protocol, fold.Split.Seed, runSeed, cancellationToken);
        return new ArmOutcome(model.Score(target.SelectCells(fold.Split.Test, target.Name)).Probabilities())
        {
            Choices = new Dictionary<string, string> { ["epochs"] = FormattableString.Invariant($"{model.Fit.BestEpoch} of {model.Fit.History.Count}") },
        };
    }
}
