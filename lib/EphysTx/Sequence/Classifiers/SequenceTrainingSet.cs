using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>The training part of a cohort made ready: standardised by its own cells, resampled where asked, with its loss.</summary>
/// <param name="Standardizer">Fitted on the training cells only.</param>
/// <param name="Task">Training and validation cells, labels and loss.</param>
/// <param name="Priors">Correction by the shares of the classes before resampling; null for none.</param>
/// <param name="Synthetic">Number of synthetic cells.</param>
public sealed record SequenceTrainingSet(SequenceStandardizer Standardizer, SequenceTask Task, PriorCorrection? Priors, int Synthetic)
{
    /// <summary>Prepares a training part.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="validation">Rows that early stopping watches; null for none.</param>
    /// <param name="options">Missing values, SMOTE, objective, priors.</param>
    /// <param name="seed">Seed of the synthetic cells.</param>
    /// <param name="head">Name of the head that learns it.</param>
    /// <param name="cancellationToken">Ends the search for neighbours.</param>
    /// <exception cref="EphysTxException">There are no training cells.</exception>
    public static SequenceTrainingSet Prepare(
        Cohort cohort,
        int[] train,
        int[]? validation,
        SequenceClassifierOptions options,
        long seed,
        string head = "head",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        int classes = cohort.Classes.Length;
        var standardizer = SequenceStandardizer.Fit(cohort, train, options.Missing);
        SequenceInput input = standardizer.Transform(cohort.SelectCells(train, cohort.Name));
        int[] labels = Array.ConvertAll(train, row => cohort.Labels[row]);
        PriorCorrection? priors = options.PriorTau == 0 ? null : PriorCorrection.From(labels, classes, options.PriorTau);
        int synthetic = 0;
        if (options.Smote is { } smote)
        {
            int real = labels.Length;
            (input, labels) = Enlarge(input, labels, smote, seed, cancellationToken);
            synthetic = labels.Length - real;
        }

        var task = new SequenceTask
        {
            Head = head,
            Input = input,
            Labels = labels,
            TrainingRows = [.. Enumerable.Range(0, labels.Length)],
            Loss = options.LossFor(labels, classes),
            Validation = validation is null ? null : new SequenceValidation(
                standardizer.Transform(cohort.SelectCells(validation, cohort.Name)),
                Array.ConvertAll(validation, row => cohort.Labels[row]),
                [.. Enumerable.Range(0, validation.Length)]),
        };
        return new SequenceTrainingSet(standardizer, task, priors, synthetic);
    }

    private static (SequenceInput Input, int[] Labels) Enlarge(SequenceInput input, int[] labels, SmoteOptions options, long seed, CancellationToken cancellationToken)
    {
        Matrix real = input.Flatten();
        float[] rows = Array.ConvertAll(real.Values, value => (float)value);
        Smote smote = Smote.Plan(rows, real.Columns, labels, options, seed, cancellationToken);
        float[] made = smote.Interpolate(rows, real.Columns);
        var all = new Matrix(real.Rows + smote.Cells.Count, real.Columns);
        real.Values.CopyTo(all.Values, 0);
        for (int i = 0; i < made.Length; i++)
        {
            all.Values[real.Values.Length + i] = made[i];
        }

        return (new SequenceInput(input.Layout, all, input.Policy), [.. labels, .. smote.Cells.Select(cell => cell.Label)]);
    }
}
