using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>A network over feature families, on the target's own training cells; a quarter of them is what training stops on, as in the paper.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Options">All choices of the network.</param>
/// <param name="Explain">Whether attention is kept, and the probabilities without each family and with it exchanged among the test cells.</param>
/// <param name="Version">Raised when the network gives other numbers with the same options.</param>
public sealed record SequenceArm(string Name, SequenceClassifierOptions Options, bool Explain = false, int Version = 1) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => FormattableString.Invariant($"sequence {Version} {Explain} {OptionsText.Of(Options)}");

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        (int[] Train, int[] Validation)[] parts = [.. Enumerable.Range(0, Options.Members).Select(member => PartsOf(fold, member))];
        SequenceClassifier model = new SequenceClassifierTrainer(Options).Fit(fold.Target, parts, fold.Split.Seed, null, cancellationToken);
        Cohort test = fold.Target.SelectCells(fold.Split.Test, fold.Target.Name);
        return new ArmOutcome(model.PredictProbabilities(test))
        {
            Choices = new Dictionary<string, string>
            {
                ["epochs"] = string.Join(", ", model.Members.Select(member => FormattableString.Invariant($"{member.Fit.BestEpoch} of {member.Fit.History.Count}"))),
            },
            Arrays = Explain ? FamilyEvidence.Of(model, test, fold.Split.Seed, cancellationToken) : new Dictionary<string, Matrix>(),
        };
    }

    // Members of an ensemble hold different cells out, so that together they have learned from all.
    private static (int[] Train, int[] Validation) PartsOf(ExperimentFold fold, int member)
    {
        ThreeWaySplit parts = (fold with { Split = fold.Split with { Seed = fold.Split.Seed + (7919L * member) } }).WithValidation();
        return (parts.Train, parts.Validation);
    }
}
