using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>
/// Trains a model for prediction. Outer folds over donors say how it does on donors never seen; inside each, inner folds over the remaining donors give the predictions that its calibration and
/// its sets are fitted on, and choose among the candidates, so that nothing of a test donor comes in. The final model is the candidate that is best on the outer folds, trained on all cells and
/// calibrated on its outer folds' predictions.
/// </summary>
public static class ModelTraining
{
    /// <summary>Trains on a cohort. The same cohort, options and seed give the same bits, whatever the number of threads.</summary>
    /// <param name="cohort">The training cells.</param>
    /// <param name="other">Cells of the other species that have the same features, for telling them apart; null for none.</param>
    /// <param name="provenance">Files behind the cohort, one a line.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="progress">Told the share done, 0 to 1; from any thread.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    public static TrainedModel Train(
        Cohort cohort, Cohort? other, IReadOnlyList<string> provenance, TrainingOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        return Train(cohort, other, provenance, options, progress, evaluates: true, cancellationToken);
    }

    /// <summary>The same without the evaluation, for a model that is measured on cells which the caller kept back: a third of the fits.</summary>
    internal static TrainedModel TrainUnmeasured(Cohort cohort, TrainingOptions? options = null, CancellationToken cancellationToken = default) =>
        Train(cohort, null, [], options, null, evaluates: false, cancellationToken);

    private static TrainedModel Train(
        Cohort cohort, Cohort? other, IReadOnlyList<string> provenance, TrainingOptions? options, IProgress<double>? progress, bool evaluates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        options ??= new TrainingOptions();
        cohort = FamilyBlocks.Of(cohort);
        other = other is null ? null : FamilyBlocks.Of(other);
        IReadOnlyList<ModelCandidate> candidates = options.Candidates ?? ModelCandidate.Of(cohort);
        ArgumentOutOfRangeException.ThrowIfZero(candidates.Count, nameof(options));
        var run = new NestedValidation(cohort, candidates, options, progress, cancellationToken);
        run.Run(evaluates);
        var calibration = ProbabilityCalibration.Fit(cohort.Labels, run.Raw);
        Matrix calibrated = calibration.Apply(run.Raw);
        DonorGroups donors = cohort.Donors;
        var typicality = Typicality.Fit(cohort.Values, donors, cohort.Families.Select(family => family.Columns), options.Seed);
        ModelEvaluation evaluation = evaluates ? run.Evaluate() : ModelEvaluation.NotMeasured;
        SpeciesCheck? species = null;
        (int Own, int Foreign)[] shared = other is null ? [] : [.. Shared(cohort, other)];
        if (other is not null && shared.Length > 0)
        {
            Matrix own = cohort.Values.SelectColumns([.. shared.Select(pair => pair.Own)]), foreign = other.Values.SelectColumns([.. shared.Select(pair => pair.Foreign)]);
            string[] both = [.. cohort.Donors.Select(donor => $"own {donor}"), .. other.Donors.Select(donor => $"other {donor}")];
            species = SpeciesCheck.Fit(other.Species.ToString().ToLowerInvariant(), [.. shared.Select(pair => pair.Own)], own, foreign, both, options.Seed, cancellationToken);
            evaluation = evaluation with { ForeignAtypical = Atypical(typicality, cohort, other, shared) };
        }

        return new TrainedModel(
            candidates[run.Chosen].Name,
            cohort.Classes,
            cohort.Features,
            new TrainingSet(
                cohort.Name, cohort.Species, cohort.IsSimulated, [.. cohort.Cells.Select(cell => cell.Id)], cohort.Labels, donors.Count, provenance, options.Seed),
            run.Final,
            calibration,
            [.. options.Levels.Select(level => ConformalSets.Calibrate(cohort.Labels, calibrated, donors, level))],
            typicality,
            species,
            evaluation);
    }

    private static IEnumerable<(int Own, int Foreign)> Shared(Cohort cohort, Cohort other)
    {
        for (int own = 0; own < cohort.Features.Count; own++)
        {
            for (int foreign = 0; foreign < other.Features.Count; foreign++)
            {
                if (cohort.Features[own].Name == other.Features[foreign].Name)
                {
                    yield return (own, foreign);
                }
            }
        }
    }

    private static double Atypical(Typicality typicality, Cohort cohort, Cohort other, (int Own, int Foreign)[] shared)
    {
        var rows = new Matrix(other.Cells.Count, cohort.Features.Count);
        Array.Fill(rows.Values, double.NaN);
        for (int row = 0; row < rows.Rows; row++)
        {
            foreach ((int own, int foreign) in shared)
            {
                rows[row, own] = other.Values[row, foreign];
            }
        }

        return typicality.Judge(rows).Average(score => score.IsAtypical ? 1.0 : 0);
    }
}
