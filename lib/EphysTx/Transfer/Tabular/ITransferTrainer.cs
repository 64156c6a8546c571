using EphysTx.Tabular;

namespace EphysTx.Transfer;

/// <summary>A kind of cross-species model with its options; it holds no data, so one trainer serves any number of folds.</summary>
public interface ITransferTrainer
{
    /// <summary>Name shown in tables and figures.</summary>
    string Name { get; }

    /// <summary>Fits a model for target cells. Same arguments, same bits, whatever the number of threads.</summary>
    /// <param name="data">Training cells of both cohorts. Target test cells are not among them.</param>
    /// <param name="control">What is told about the source; the seeds of everything else are the same under each control.</param>
    /// <param name="seed">Seed of everything random in the fit, also of the shuffling of source labels.</param>
    /// <param name="cancellationToken">Stops the fit early.</param>
    /// <returns>A model that takes target features.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, a label is out of range, or a value is infinite.</exception>
    /// <exception cref="EphysTxException">The training rows of a cohort are of one class, or the cohorts share fewer than two classes.</exception>
    /// <exception cref="OperationCanceledException">The fit was stopped.</exception>
    ITabularClassifier Fit(TransferData data, TransferControl control, long seed, CancellationToken cancellationToken = default);
}
