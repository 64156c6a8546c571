using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>How the loss of a protocol is measured.</summary>
public sealed record ProtocolLossOptions
{
    /// <summary>Donor-grouped folds, 2 or more; each is predicted by a model of the others.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How many of the folds are predicted, 1 to <see cref="Folds"/>; null for all.</summary>
    public int? Predicted { get; init; }

    /// <summary>How the models are trained; null for the defaults. Its outer folds are those of the calibration.</summary>
    public TrainingOptions? Training { get; init; }
}

/// <summary>
/// What happens to cells of donors never seen when a protocol was not recorded: the model is trained on cells that have it, and its features are missing in the cells to predict, as when
/// somebody's rig has no ramp.
/// </summary>
public static class ProtocolLoss
{
    /// <summary>Families of scalar features by the protocol that they are drawn from.</summary>
    public static IReadOnlyList<(string Protocol, IReadOnlyList<string> Families)> Protocols { get; } =
    [
        ("long squares", [ScalarFeatures.Subthreshold, ScalarFeatures.RheobaseSpike, ScalarFeatures.SpikeTrain, ScalarFeatures.HeroSpike, ScalarFeatures.SweepSummary, ScalarFeatures.Adaptation]),
        ("short squares", [ScalarFeatures.ShortSquareSpike]),
        ("ramp", [ScalarFeatures.RampSpike]),
        ("chirp", [ScalarFeatures.Chirp]),
    ];

    /// <summary>Measures it. The same cohort and options give the same numbers, whatever the number of threads.</summary>
    /// <param name="cohort">The cells, with families of scalar features.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    /// <returns>First with everything, then without each protocol that the cohort has families of, then with long squares alone.</returns>
    public static IReadOnlyList<TrustRow> Measure(Cohort cohort, ProtocolLossOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        options ??= new ProtocolLossOptions();
        cohort = FamilyBlocks.Of(cohort);
        TrainingOptions training = options.Training ?? new TrainingOptions();
        (string Condition, bool[] Dropped)[] conditions = Conditions(cohort);
        var predictions = conditions.Select(_ => new List<CellPrediction>()).ToArray();
        var truth = new List<string>();
        Split[] folds = Splits.KFold(cohort.Labels, cohort.Donors, options.Folds, SplitProtocol.Donor, training.Seed, SmallClasses.Spread);
        foreach (Split fold in folds.Take(options.Predicted ?? folds.Length))
        {
            TrainedModel model = ModelTraining.TrainUnmeasured(cohort.SelectCells(fold.Train, cohort.Name), training, cancellationToken);
            truth.AddRange(fold.Test.Select(row => cohort.Cells[row].Subclass));
            for (int c = 0; c < conditions.Length; c++)
            {
                predictions[c].AddRange(Predictor.Predict(model, [.. fold.Test.Select(row => Without(cohort, row, conditions[c].Dropped))]));
            }
        }

        return [.. conditions.Select((one, c) => TrustRow.Of(one.Condition, predictions[c], truth, cohort.Classes, c == 0 ? null : predictions[0]))];
    }

    private static (string Condition, bool[] Dropped)[] Conditions(Cohort cohort)
    {
        (string Protocol, bool[] Columns)[] had = [.. Protocols
            .Select(one => (one.Protocol, Columns: cohort.Features.Select(feature => one.Families.Contains(feature.Family)).ToArray()))
            .Where(one => one.Columns.Any(isOf => isOf))];
        return
        [
            ("everything recorded", new bool[cohort.Features.Count]),
            .. had.Select(one => ($"no {one.Protocol}", one.Columns)),
            .. had.Length < 3 ? [] : new[] { ($"{had[0].Protocol} alone", Array.ConvertAll(had[0].Columns, isOf => !isOf)) },
        ];
    }

    private static CellFeatures Without(Cohort cohort, int row, bool[] dropped) => new(
        cohort.Cells[row].Id,
        cohort.Name,
        [.. cohort.Values.Row(row).ToArray().Select((value, column) => dropped[column] ? double.NaN : value)],
        [.. dropped.Select((isDropped, column) => double.IsNaN(cohort.Values[row, column]) ? "not reported" : isDropped ? "left out" : null)],
        []);
}
