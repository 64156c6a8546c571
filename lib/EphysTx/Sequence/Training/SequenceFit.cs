namespace EphysTx.Sequence;

/// <summary>One epoch of a training run.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Steps">Optimiser steps so far.</param>
/// <param name="TrainingLoss">Mean over the epoch's steps of Σ task weight · loss.</param>
/// <param name="ValidationLoss">Loss on the validation part; NaN without one.</param>
/// <param name="ValidationAccuracy">Accuracy there; NaN without one.</param>
/// <param name="ValidationMacroF1">Macro-F1 over the occurring classes there; NaN without one.</param>
public sealed record SequenceEpoch(int Epoch, int Steps, double TrainingLoss, double ValidationLoss, double ValidationAccuracy, double ValidationMacroF1);

/// <summary>How a training run went; the model holds its result.</summary>
/// <param name="History">The epochs.</param>
/// <param name="BestEpoch">The epoch whose parameters the model has now.</param>
/// <param name="Steps">Optimiser steps made.</param>
public sealed record SequenceFit(IReadOnlyList<SequenceEpoch> History, int BestEpoch, int Steps);
