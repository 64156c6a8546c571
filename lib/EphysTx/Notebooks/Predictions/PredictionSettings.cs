using EphysTx.Cohorts;
using EphysTx.Prediction;

namespace EphysTx.Notebooks;

/// <summary>How much of training and of the tests of trust a profile computes.</summary>
public static class PredictionSettings
{
    /// <summary>Settings of a model for prediction. Quick takes the first candidate, full chooses among all, as <c>ephystx train</c> does.</summary>
    public static TrainingOptions Training(RunProfile profile, Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new TrainingOptions
        {
            OuterFolds = profile.TrainingFolds,
            InnerFolds = profile.TrainingFolds,
            Candidates = profile.ChoosesModel ? null : [ModelCandidate.Of(cohort)[0]],
        };
    }

    /// <summary>Settings of the loss of protocols. Quick predicts one fold of donors.</summary>
    public static ProtocolLossOptions Protocols(RunProfile profile, Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new ProtocolLossOptions { Folds = profile.TrainingFolds, Predicted = profile.ChoosesModel ? null : 1, Training = Training(profile, cohort) with { Candidates = [ModelCandidate.Of(cohort)[0]] } };
    }

    /// <summary>Settings of noise and sampling rates. Quick simulates few cells.</summary>
    public static SignalTrustOptions Signals(RunProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.ChoosesModel
            ? new SignalTrustOptions()
            : new SignalTrustOptions { TrainingCells = 100, CellsPerClass = 2, Folds = profile.TrainingFolds, Noise = [2, 4], NoiseOfAnyRig = [16] };
    }
}
