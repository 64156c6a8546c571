using EphysTx.Features.Protocols;
using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>The action potential families of a cell, from one protocol or from three.</summary>
internal static class ActionPotentialParts
{
    /// <summary>
    /// Voltage and differences. With three sources, in the order short square, long square, ramp (Gouwens et al. 2020), a source without action potential is NaN.
    /// </summary>
    /// <exception cref="AnalysisFailureException">There is no action potential at all.</exception>
    public static (double[] Voltage, double[] Differences, Failure? Part) Compute(
        CellAnalysis cell, Func<LongSquareSweep> rheobase, ActionPotentialSources sources)
    {
        if (sources == ActionPotentialSources.LongSquare)
        {
            double[] only = LongSquare(rheobase());
            return (only, ActionPotentialShape.Differences(only), null);
        }

        Failure? missing = null;
        double[]? longSquare = Try(() => LongSquare(rheobase()), ref missing);
        double[]?[] parts =
        [
            Mean(SpikingSweep.AtCommonAmplitude(cell.ShortSquares), cell.ShortSquares.Count, FailureReason.NoShortSquareSweeps, "short square", ref missing),
            longSquare,
            Mean([.. cell.Ramps.Where(ramp => ramp.Spikes.Count > 0)], cell.Ramps.Count, FailureReason.NoRampSweeps, "ramp", ref missing),
        ];
        int length = parts.Where(part => part is not null).Select(part => part!.Length).DefaultIfEmpty(0).Max();
        if (length == 0)
        {
            throw new AnalysisFailureException(missing!);
        }

        List<double> voltage = [];
        List<double> differences = [];
        foreach (double[]? part in parts)
        {
            double[] padded = [.. part ?? [], .. Enumerable.Repeat(double.NaN, length - (part?.Length ?? 0))];
            voltage.AddRange(padded);
            differences.AddRange(ActionPotentialShape.Differences(padded));
        }

        return ([.. voltage], [.. differences], missing);
    }

    private static double[] LongSquare(LongSquareSweep sweep) => sweep.Spikes.Count == 0
        ? throw new AnalysisFailureException(FailureReason.NoSpikes, sweep.Sweep.Sweep.Number, "The rheobase sweep has no spike after the step's onset.")
        : ActionPotentialShape.Voltage([new(sweep.Sweep.Samples, sweep.Sweep.Time, sweep.Spikes[0].ThresholdIndex)]);

    private static double[]? Mean(IReadOnlyList<SpikingSweep> sweeps, int present, FailureReason none, string protocol, ref Failure? missing)
    {
        if (sweeps.Count == 0)
        {
            missing ??= present == 0
                ? new Failure(none, null, $"No {protocol} sweep remains.")
                : new Failure(FailureReason.NoSpikes, null, $"No {protocol} evoked a spike.");
            return null;
        }

        return Try(
            () => ActionPotentialShape.Voltage([.. sweeps.Select(sweep =>
                new ActionPotentialStart(sweep.Sweep.Samples, sweep.Sweep.Time, sweep.Spikes[0].ThresholdIndex))]),
            ref missing);
    }

    private static double[]? Try(Func<double[]> compute, ref Failure? missing)
    {
        try
        {
            return compute();
        }
        catch (AnalysisFailureException failure)
        {
            missing ??= failure.Failure;
            return null;
        }
    }
}
