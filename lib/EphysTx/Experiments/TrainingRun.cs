using EphysTx.Cohorts;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>One network, trained once, with all that can be looked at.</summary>
/// <param name="Cohort">The cells.</param>
/// <param name="Options">All choices of the network.</param>
/// <param name="Parts">Training, validation and test rows.</param>
/// <param name="Model">The network as it was at its best epoch.</param>
/// <param name="Test">How well it does on the test cells.</param>
public sealed record TrainingRun(Cohort Cohort, SequenceClassifierOptions Options, ThreeWaySplit Parts, SequenceClassifier Model, ClassificationReport Test)
{
    /// <summary>The epochs.</summary>
    public SequenceFit Fit => Model.Members[0].Fit;

    /// <summary>The epoch that was kept.</summary>
    public SequenceEpoch Best => Fit.History.Single(epoch => epoch.Epoch == Fit.BestEpoch);

    /// <summary>Trains a network of one member on a hold-out of a fifth; the same as the experiments' first split of mouse cells.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="options">All choices of the network; one member.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="seed">Seed of the split and of the training.</param>
    /// <param name="cancellationToken">Ends training.</param>
    /// <exception cref="EphysTxException">The cells cannot be divided, or training diverged.</exception>
    public static TrainingRun Of(Cohort cohort, SequenceClassifierOptions options, SplitProtocol protocol, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.Members, 1, nameof(options));
        Split split = Splits.HoldOut(cohort.Labels, cohort.Donors, protocol, seed);
        ThreeWaySplit parts = new ExperimentFold(new TaskCohorts(cohort), protocol, split).WithValidation();
        SequenceClassifier model = new SequenceClassifierTrainer(options).Fit(cohort, [(parts.Train, parts.Validation)], split.Seed, null, cancellationToken);
        Cohort test = cohort.SelectCells(parts.Test, cohort.Name);
        Numerics.Matrix probabilities = model.PredictProbabilities(test);
        int[] predicted = Tabular.TabularClassifierExtensions.MostProbable(probabilities);
        return new TrainingRun(cohort, options, parts, model, ClassificationReport.From(Array.ConvertAll(parts.Test, row => cohort.Labels[row]), predicted, cohort.Classes, probabilities));
    }
}
