namespace EphysTx.Sequence;

/// <summary>Remembers the best epoch and when patience ran out.</summary>
internal sealed class EarlyStopping(SequenceTrainingOptions options, bool watches)
{
    private double _best = double.NegativeInfinity;
    private int _waited;

    /// <summary>The best epoch so far; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whether patience ran out.</summary>
    public bool IsOver => watches && options.Patience is { } patience && _waited >= patience;

    public bool Improves(SequenceEpoch epoch)
    {
        double score = options.StopOn switch
        {
            StoppingMeasure.MacroF1 => epoch.ValidationMacroF1,
            StoppingMeasure.Loss => -epoch.ValidationLoss,
            _ => epoch.ValidationAccuracy,
        };
        bool better = score > _best;
        _best = better ? score : _best;
        BestEpoch = better ? epoch.Epoch : BestEpoch;
        _waited = better ? 0 : _waited + 1;
        return better;
    }
}
