using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Transfer;

/// <summary>
/// Discriminant analysis of the target with a prior from the source. Both cohorts are normalised on their own and brought to a common
/// scale on which class shares have no influence. There the source moves each target class mean (as
/// <see cref="CrossSpeciesDiscriminantOptions.PseudoCount"/> cells at its own offset would) and takes part in the covariance inside
/// classes. Features that only the target has keep their relation to the shared ones. Classes have equal priors. With
/// <see cref="CrossSpeciesDiscriminantOptions.Subtypes"/> a class has a centre for each subtype, as in <see cref="SubtypeDiscriminantTrainer"/>. The twin
/// (<see cref="TransferControl.TargetOnly"/>) is the same with both influences at 0: shrinkage LDA on normalised features.
/// </summary>
/// <param name="Options">The settings.</param>
public sealed record CrossSpeciesDiscriminantTrainer(CrossSpeciesDiscriminantOptions Options) : ITransferTrainer
{
    /// <summary>A trainer with the default settings.</summary>
    public CrossSpeciesDiscriminantTrainer()
        : this(new CrossSpeciesDiscriminantOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => Options.Subtypes is null ? "cross-species LDA" : "cross-species subtype LDA";

    /// <inheritdoc cref="ITransferTrainer.Fit"/>
    public CrossSpeciesDiscriminant Fit(TransferData data, TransferControl control, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Options.Check();
        int[] targetRows = TabularInput.CheckTraining(data.Target, data.TargetLabels, data.ClassCount);
        int[] sourceRows = TabularInput.CheckTraining(data.Source, data.SourceLabels, data.ClassCount);
        CheckSizes(data);
        int[] common = Enumerable.Range(0, data.ClassCount).Where(label => targetRows[label] > 0 && sourceRows[label] > 0).ToArray();
        if (common.Length < 2)
        {
            throw new EphysTxException($"Target and source have {common.Length} classes in common; a transfer needs two or more.");
        }

        if (control == TransferControl.PermutedSource)
        {
            data = ShuffledSource(data, seed);
        }

        CrossSpeciesDiscriminantOptions options = control == TransferControl.TargetOnly
            ? Options with { CovarianceWeight = 0, PseudoCount = 0 }
            : Options;
        int[] order = [.. data.SharedColumns, .. Enumerable.Range(0, data.Target.Columns).Except(data.SharedColumns)];
        var parts = new CrossSpeciesDiscriminant.Part[options.Normalizing.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parts[i] = FitPart(data, common, order, options, options.Normalizing[i]);
        }

        return new CrossSpeciesDiscriminant(data.ClassCount, data.Target.Columns, parts);
    }

    ITabularClassifier ITransferTrainer.Fit(TransferData data, TransferControl control, long seed, CancellationToken cancellationToken) =>
        Fit(data, control, seed, cancellationToken);

    // A cell's subtype goes with its label: a control that kept it would still tell classes.
    private static TransferData ShuffledSource(TransferData data, long seed)
    {
        int[] rows = Enumerable.Range(0, data.SourceLabels.Length).ToArray();
        new SeededRandom(seed).Shuffle<int>(rows);
        return data with
        {
            SourceLabels = Array.ConvertAll(rows, row => data.SourceLabels[row]),
            SourceSubtypes = data.SourceSubtypes is null ? null : Array.ConvertAll(rows, row => data.SourceSubtypes[row]),
        };
    }

    private static CrossSpeciesDiscriminant.Part FitPart(
        TransferData data, int[] common, int[] order, CrossSpeciesDiscriminantOptions options, NormalizingOptions normalizing)
    {
        SubtypeDiscriminantOptions subtypes = options.Subtypes ?? new SubtypeDiscriminantOptions();
        IReadOnlyList<string>? Known(IReadOnlyList<string>? of) => options.Subtypes is null ? null : of;
        Matrix ordered = data.Target.SelectColumns(order);
        NormalizingPreprocessor own = NormalizingPreprocessor.Fit(ordered, Enumerable.Range(0, ordered.Rows).ToArray(), normalizing);
        var target = AlignedClasses.Of(own.Transform(ordered), data.TargetLabels, data.ClassCount, common, Known(data.TargetSubtypes), subtypes);
        InformedClasses informed = InformedClasses.Uninformed(target);
        if (options.CovarianceWeight > 0 || options.PseudoCount > 0)
        {
            var source = AlignedClasses.Of(data.NormalizedSource(normalizing), data.SourceLabels, data.ClassCount, common, Known(data.SourceSubtypes), subtypes);
            informed = InformedClasses.Of(target, source, common, options);
        }

        double[][] means = Array.ConvertAll(target.Centres, centre => centre.Mean.Zip(informed.Shifts[centre.Class], (mean, shift) => mean + shift).ToArray());
        return new CrossSpeciesDiscriminant.Part(
            own,
            order,
            target.Centre,
            target.Deviation,
            Array.ConvertAll(target.Centres, centre => centre.Class),
            means,
            Array.ConvertAll(target.Centres, centre => centre.Share),
            new SemidefiniteFactor(informed.Covariance));
    }

    private static void CheckSizes(TransferData data)
    {
        if ((data.TargetSubtypes?.Count ?? data.Target.Rows) != data.Target.Rows || (data.SourceSubtypes?.Count ?? data.Source.Rows) != data.Source.Rows)
        {
            throw new ArgumentException(
                $"There must be a subtype for each of the {data.Target.Rows} target and {data.Source.Rows} source rows, or none.", nameof(data));
        }

        bool fits = data.SharedColumns.Length == data.Source.Columns
            && data.SharedColumns.Distinct().Count() == data.SharedColumns.Length
            && data.SharedColumns.All(column => (uint)column < (uint)data.Target.Columns);
        if (!fits)
        {
            throw new ArgumentException(
                $"The shared columns must name a different target column (of {data.Target.Columns}) for each of the {data.Source.Columns} source columns.", nameof(data));
        }
    }
}
