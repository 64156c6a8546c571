using EphysTx.Features;
using EphysTx.Features.Families;
using EphysTx.Features.Protocols;

namespace EphysTx.Notebooks;

/// <summary>Which sweeps the families of an analysed cell come from, by the rules that the families themselves use.</summary>
internal sealed record FamilySources(
    LongSquareSweep? Rheobase, IReadOnlyList<LongSquareSweep?> Targets, LongSquareSweep? Isi, IReadOnlyList<(double Target, LongSquareSweep? Sweep)> Steps, LongSquareSweep? Norm)
{
    public static FamilySources Of(PresetResult result)
    {
        if (result.Analysis?.LongSquare is not { } cell)
        {
            return new FamilySources(null, [], null, [], null);
        }

        IReadOnlyList<LongSquareSweep> sweeps = cell.Sweeps;
        double[] amplitudes = [.. sweeps.Select(sweep => sweep.Amplitude)];
        double[] rates = [.. sweeps.Select(sweep => sweep.Rate)];
        IReadOnlyList<LongSquareSweep?> targets = Try<IReadOnlyList<LongSquareSweep?>>(() => TargetsOf(cell, amplitudes, rates, result.Options)) ?? [];
        LongSquareSweep? isi = Try(() => sweeps[SweepChoice.IsiSweep(amplitudes, rates, [.. sweeps.Select(sweep => sweep.Window.Duration)])]);
        IReadOnlyList<HyperpolarisingStep> steps = Try(() => SubthresholdFamilies.Steps(
            amplitudes, rates, [.. sweeps.Select(sweep => sweep.Baseline)], [.. sweeps.Select(sweep => sweep.Deflection)])) ?? [];
        HyperpolarisingStep? norm = steps.Count == 0 ? null : SubthresholdFamilies.NormStep(steps);
        return new FamilySources(
            cell.Rheobase,
            targets,
            isi,
            [.. SubthresholdFamilies.StepTargets.Select(target => (target, steps.FirstOrDefault(step => Math.Abs(step.Amplitude - target) <= 5) is { } step ? sweeps[step.Position] : null))],
            norm is null ? null : sweeps[norm.Position]);
    }

    /// <summary>The sweeps behind a family, in words.</summary>
    public string Words(string family, PresetResult result) => family switch
    {
        FamilyNames.FirstApV or FamilyNames.FirstApDv => result.Options.ActionPotentials == ActionPotentialSources.LongSquare
            ? Numbers([Rheobase])
            : $"short squares, {Numbers([Rheobase])}, ramps",
        FamilyNames.IsiShape => Numbers([Isi]),
        FamilyNames.StepSubthresh => string.Join(", ", Steps.Select(step => FormattableString.Invariant($"{step.Target:0;−0} pA: {(step.Sweep is null ? "made from neighbours" : Number(step.Sweep))}"))),
        FamilyNames.SubthreshNorm => Numbers([Norm]),
        _ => Numbers(Targets),
    };

    private static string Numbers(IEnumerable<LongSquareSweep?> sweeps) => string.Join(", ", sweeps.Select(sweep => sweep is null ? "none" : Number(sweep)));

    private static string Number(LongSquareSweep sweep) => $"sweep {sweep.Sweep.Sweep.Number}";

    private static LongSquareSweep?[] TargetsOf(LongSquareAnalysis cell, double[] amplitudes, double[] rates, FeatureOptions options)
    {
        if (cell.Rheobase is not { } rheobase)
        {
            return [];
        }

        LongSquareSweep?[] targets = [.. SweepChoice.Suprathreshold(amplitudes, rates, rheobase.Amplitude, [.. options.Targets], options.TargetTolerance)
            .Select(index => index is int k ? cell.Sweeps[k] : null)];
        if (options.FirstTargetIsRheobase && targets.Length > 0)
        {
            targets[0] = rheobase;
        }

        return targets;
    }

    private static T? Try<T>(Func<T> choose)
        where T : class
    {
        try
        {
            return choose();
        }
        catch (Recordings.AnalysisFailureException)
        {
            return null;
        }
    }
}
