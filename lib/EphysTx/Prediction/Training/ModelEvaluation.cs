using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>An estimate with its interval over donors.</summary>
/// <param name="Estimate">The measure.</param>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
public sealed record MeasuredInterval(double Estimate, double Lower, double Upper)
{
    internal static MeasuredInterval Of(ConfidenceInterval interval) => new(interval.Estimate, interval.Lower, interval.Upper);

    /// <summary>For example <c>0.867 [0.851, 0.882]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Estimate:0.000} [{Lower:0.000}, {Upper:0.000}]");
}

/// <summary>A model that was chosen among.</summary>
/// <param name="Name">In words.</param>
/// <param name="MacroF1">Its macro-F1 on the outer folds, had it been taken in each; raw probabilities.</param>
/// <param name="Chosen">In how many outer folds the inner folds chose it.</param>
public sealed record CandidateScore(string Name, double MacroF1, int Chosen);

/// <summary>How a model did on donors that neither it nor its calibration had seen (nested cross-validation over donors).</summary>
public sealed record ModelEvaluation
{
    /// <summary>Donor-grouped outer folds.</summary>
    public required int Folds { get; init; }

    /// <summary>The models it was chosen among. In each outer fold the inner folds choose, so that no test donor has a say; the final model is the one of the largest macro-F1 here.</summary>
    public required IReadOnlyList<CandidateScore> Candidates { get; init; }

    /// <summary>Share of right cells.</summary>
    public required MeasuredInterval Accuracy { get; init; }

    /// <summary>Mean F1 over classes.</summary>
    public required MeasuredInterval MacroF1 { get; init; }

    /// <summary>Accuracy of a class-balanced random forest on the same folds.</summary>
    public required MeasuredInterval ForestAccuracy { get; init; }

    /// <summary>Macro-F1 of that forest.</summary>
    public required MeasuredInterval ForestMacroF1 { get; init; }

    /// <summary>Precision, recall, F1 and number of cells per class.</summary>
    public required IReadOnlyList<ClassScore> PerClass { get; init; }

    /// <summary>Mean negative log probability of the true class, in nats, calibrated.</summary>
    public required double LogLoss { get; init; }

    /// <summary>Brier score (0 to 2), calibrated.</summary>
    public required double Brier { get; init; }

    /// <summary>Expected calibration error of the raw probabilities, 10 bins.</summary>
    public required double RawCalibrationError { get; init; }

    /// <summary>Expected calibration error of the calibrated probabilities, 10 bins.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>Reliability of the calibrated probabilities.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>What the sets did, by level.</summary>
    public required IReadOnlyList<ConformalCoverage> Coverage { get; init; }

    /// <summary>Accuracy when only the most confident cells are answered, at each tenth of the cells.</summary>
    public required IReadOnlyList<CoveragePoint> CoverageCurve { get; init; }

    /// <summary>Share of the cells of the other species that lie beyond the threshold of typicality; NaN without other species.</summary>
    public double ForeignAtypical { get; init; } = double.NaN;

    /// <summary>Of a model that somebody else measures; it cannot be stored.</summary>
    internal static ModelEvaluation NotMeasured { get; } = new()
    {
        Folds = 0,
        Candidates = [],
        Accuracy = Unknown,
        MacroF1 = Unknown,
        ForestAccuracy = Unknown,
        ForestMacroF1 = Unknown,
        PerClass = [],
        LogLoss = double.NaN,
        Brier = double.NaN,
        RawCalibrationError = double.NaN,
        CalibrationError = double.NaN,
        Reliability = [],
        Coverage = [],
        CoverageCurve = [],
    };

    private static MeasuredInterval Unknown => new(double.NaN, double.NaN, double.NaN);
}
