using EphysTx.Features.Protocols;
using EphysTx.Features.Spikes;
using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>The twelve families of an analysed cell. Source: spec IPFX §9 to §13.</summary>
public static class FamilyBuilder
{
    /// <summary>Builds all families, each with its values or its failure, in the order of <see cref="FamilyNames.All"/>.</summary>
    /// <exception cref="AnalysisFailureException">
    /// Too few target amplitudes, when failures are not isolated: the reference then gives up the whole cell.
    /// </exception>
    public static IReadOnlyList<FamilyVector> Build(CellAnalysis cell, FeatureOptions options)
    {
        Failure? all = cell.LongSquareFailure ?? (options.IsolateFailures ? null : cell.LongSquare is { Failures: [Failure first, ..] } ? first : null);
        if (all is not null && !options.IsolateFailures)
        {
            return [.. FamilyNames.All.Select(name => new FamilyVector(name, null, all))];
        }

        Dictionary<string, FamilyVector> families = [];
        AddActionPotentials(families, cell, options);
        AddTrains(families, cell, options);
        Add(families, FamilyNames.IsiShape, () => Isi(Long(cell), options));
        AddSubthreshold(families, cell, options);
        return [.. FamilyNames.All.Select(name => families[name])];
    }

    private static LongSquareAnalysis Long(CellAnalysis cell) => cell.LongSquare ?? throw new AnalysisFailureException(cell.LongSquareFailure!);

    private static LongSquareSweep Rheobase(CellAnalysis cell) =>
        Long(cell).Rheobase ?? throw new AnalysisFailureException(Long(cell).Failures[0]);

    private static void Add(Dictionary<string, FamilyVector> families, string name, Func<double[]> compute)
    {
        try
        {
            families[name] = new FamilyVector(name, compute(), null);
        }
        catch (AnalysisFailureException failure)
        {
            families[name] = new FamilyVector(name, null, failure.Failure);
        }
    }

    private static void AddActionPotentials(Dictionary<string, FamilyVector> families, CellAnalysis cell, FeatureOptions options)
    {
        try
        {
            (double[] voltage, double[] differences, Failure? part) = ActionPotentialParts.Compute(cell, () => Rheobase(cell), options.ActionPotentials);
            families[FamilyNames.FirstApV] = new FamilyVector(FamilyNames.FirstApV, voltage, part);
            families[FamilyNames.FirstApDv] = new FamilyVector(FamilyNames.FirstApDv, differences, part);
        }
        catch (AnalysisFailureException failure)
        {
            families[FamilyNames.FirstApV] = new FamilyVector(FamilyNames.FirstApV, null, failure.Failure);
            families[FamilyNames.FirstApDv] = new FamilyVector(FamilyNames.FirstApDv, null, failure.Failure);
        }
    }

    private static double[] Isi(LongSquareAnalysis cell, FeatureOptions options)
    {
        int chosen = SweepChoice.IsiSweep(
            Amplitudes(cell.Sweeps), Rates(cell.Sweeps), [.. cell.Sweeps.Select(sweep => sweep.Window.Duration)]);
        LongSquareSweep sweep = cell.Sweeps[chosen];
        IsiSpike[] spikes = [.. sweep.Spikes.Select(spike =>
            new IsiSpike(spike.ThresholdIndex, spike.ThresholdVoltage, spike.FastTroughIndex, spike.FastTroughTime))];
        return IsiShape.Compute(
            sweep.Sweep.Voltage, sweep.Sweep.Time, spikes, sweep.Window.End, new IsiShapeOptions { SkipUnknownTroughs = options.SkipIncompleteSpikes });
    }

    private static void AddTrains(Dictionary<string, FamilyVector> families, CellAnalysis cell, FeatureOptions options)
    {
        LongSquareSweep?[]? targets = null;
        Failure? none = null;
        try
        {
            targets = Targets(Long(cell), Rheobase(cell), options);
        }
        catch (AnalysisFailureException failure) when (options.IsolateFailures)
        {
            none = failure.Failure;
        }

        IReadOnlyList<LongSquareSweep?> Present() => targets ?? throw new AnalysisFailureException(none!);

        Add(families, FamilyNames.InstFreq, () => BinnedTrains.InstantaneousFrequency([.. Present().Select(Train)]));
        Add(families, FamilyNames.Psth, () => BinnedTrains.Psth([.. Present().Select(Train)]));
        foreach ((string name, Func<Spike, double> feature) in SpikeFeatures)
        {
            Add(families, name, () => BinnedTrains.SpikeFeature([.. Present().Select(sweep => Feature(sweep, feature, options))]));
        }
    }

    private static readonly (string Name, Func<Spike, double> Feature)[] SpikeFeatures =
    [
        (FamilyNames.SpikingThresholdV, spike => spike.ThresholdVoltage),
        (FamilyNames.SpikingPeakV, spike => spike.PeakVoltage),
        (FamilyNames.SpikingWidth, spike => spike.Width),
        (FamilyNames.SpikingFastTroughV, spike => spike.FastTroughVoltage),
        (FamilyNames.SpikingUpstrokeDownstrokeRatio, spike => spike.UpstrokeDownstrokeRatio),
    ];

    private static LongSquareSweep?[] Targets(LongSquareAnalysis cell, LongSquareSweep rheobase, FeatureOptions options)
    {
        int?[] chosen = SweepChoice.Suprathreshold(
            Amplitudes(cell.Sweeps), Rates(cell.Sweeps), rheobase.Amplitude, [.. options.Targets], options.TargetTolerance);
        LongSquareSweep?[] targets = [.. chosen.Select(index => index is int k ? cell.Sweeps[k] : null)];
        if (options.FirstTargetIsRheobase && targets.Length > 0 && options.Targets[0] == 0)
        {
            targets[0] = rheobase;
        }

        return targets;
    }

    private static TrainSweep? Train(LongSquareSweep? sweep) =>
        sweep is null ? null : new TrainSweep(sweep.SpikeTimes, sweep.Window.Start, sweep.Window.End);

    private static (TrainSweep Sweep, double[] Values)? Feature(LongSquareSweep? sweep, Func<Spike, double> feature, FeatureOptions options)
    {
        if (sweep is null)
        {
            return null;
        }

        List<Spike> complete = [.. sweep.Spikes.Where(spike => !spike.Clipped)];
        return complete.Count == 0 && options.SkipIncompleteSpikes
            ? null
            : (new TrainSweep(SpikeTrains.SpikeTrain.Times(complete), sweep.Window.Start, sweep.Window.End), [.. complete.Select(feature)]);
    }

    private static void AddSubthreshold(Dictionary<string, FamilyVector> families, CellAnalysis cell, FeatureOptions options)
    {
        IReadOnlyList<HyperpolarisingStep> steps = [];
        Add(families, FamilyNames.StepSubthresh, () =>
        {
            IReadOnlyList<LongSquareSweep> sweeps = Long(cell).Sweeps;
            steps = SubthresholdFamilies.Steps(
                Amplitudes(sweeps), Rates(sweeps), [.. sweeps.Select(sweep => sweep.Baseline)], [.. sweeps.Select(sweep => sweep.Deflection)]);
            return SubthresholdFamilies.StepSubthreshold(
                [.. steps.Select(step => new StepTrace(step.Amplitude, Trace(sweeps[step.Position])))],
                SubthresholdFamilies.StepTargets,
                scaleRecovery: options.ScaleRecovery);
        });
        if (families[FamilyNames.StepSubthresh].Failure is Failure failure)
        {
            families[FamilyNames.SubthreshNorm] = new FamilyVector(FamilyNames.SubthreshNorm, null, failure);
            return;
        }

        Add(families, FamilyNames.SubthreshNorm, () =>
        {
            HyperpolarisingStep step = SubthresholdFamilies.NormStep(steps)!;
            return SubthresholdFamilies.Normalised(Trace(cell.LongSquare!.Sweeps[step.Position]), step.Baseline, step.Deflection);
        });
    }

    private static double[] Trace(LongSquareSweep sweep) =>
        SubthresholdFamilies.Trace(sweep.Sweep.Voltage, sweep.Sweep.Time, sweep.Window.Start, sweep.Window.End);

    private static double[] Amplitudes(IReadOnlyList<LongSquareSweep> sweeps) => [.. sweeps.Select(sweep => sweep.Amplitude)];

    private static double[] Rates(IReadOnlyList<LongSquareSweep> sweeps) => [.. sweeps.Select(sweep => sweep.Rate)];
}
