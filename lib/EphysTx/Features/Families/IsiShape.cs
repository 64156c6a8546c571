using EphysTx.Features.Signals;
using EphysTx.Features.Subthreshold;
using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>Settings of <see cref="IsiShape"/>.</summary>
public sealed record IsiShapeOptions
{
    /// <summary>Points per interval.</summary>
    public int Points { get; init; } = 100;

    /// <summary>After a single spike: stretch before the step's end that counts as steady, in s.</summary>
    public double SteadyStateInterval { get; init; } = 0.1;

    /// <summary>After a single spike: longest stretch that is drawn, in s.</summary>
    public double SingleMaxDuration { get; init; } = 0.1;

    /// <summary>After a single spike: the stretch ends where the voltage comes this near to the steady one, in mV below it.</summary>
    public double ReturnTolerance { get; init; } = 1;

    /// <summary>Whether an interval without a known fast trough is skipped; the reference gives up the family.</summary>
    public bool SkipUnknownTroughs { get; init; }
}

/// <summary>What <see cref="IsiShape"/> needs to know about a spike.</summary>
/// <param name="Threshold">Sample of the threshold.</param>
/// <param name="ThresholdVoltage">In mV.</param>
/// <param name="FastTrough">Sample of the fast trough, -1 when not known.</param>
/// <param name="FastTroughTime">Its time in s; used after a single spike only.</param>
public readonly record struct IsiSpike(int Threshold, double ThresholdVoltage, int FastTrough, double FastTroughTime);

/// <summary>The family <c>isi_shape</c>: the voltage between spikes relative to threshold, each interval stretched to the same number of points. Source: spec IPFX §10.</summary>
public static class IsiShape
{
    /// <summary>The mean interval, in mV; or the stretch after a single spike.</summary>
    /// <param name="voltage">The sweep, in mV.</param>
    /// <param name="time">Its axis.</param>
    /// <param name="spikes">Its spikes, clipped ones included.</param>
    /// <param name="end">End of the step, in s.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="AnalysisFailureException">No spike, no interval with enough samples, or a fast trough is not known.</exception>
    public static double[] Compute(ReadOnlySpan<double> voltage, TimeAxis time, IReadOnlyList<IsiSpike> spikes, double end, IsiShapeOptions options)
    {
        if (spikes.Count == 0)
        {
            throw new AnalysisFailureException(FailureReason.NoSpikes, null, "The sweep has no spike.");
        }

        if (spikes.Count == 1)
        {
            return Interval(voltage, spikes[0], AfterSingle(voltage, time, spikes[0], end, options), options.Points)
                ?? throw TooShort();
        }

        double[] sum = new double[options.Points];
        int count = 0;
        for (int k = 0; k + 1 < spikes.Count; k++)
        {
            if (spikes[k].FastTrough < 0)
            {
                if (options.SkipUnknownTroughs)
                {
                    continue;
                }

                throw NoTrough();
            }

            if (Interval(voltage, spikes[k], spikes[k + 1].Threshold, options.Points) is double[] one)
            {
                count++;
                for (int point = 0; point < sum.Length; point++)
                {
                    sum[point] += one[point];
                }
            }
        }

        if (count == 0)
        {
            throw TooShort();
        }

        for (int point = 0; point < sum.Length; point++)
        {
            sum[point] /= count;
        }

        return sum;
    }

    private static double[]? Interval(ReadOnlySpan<double> voltage, IsiSpike spike, int end, int points)
    {
        int length = Math.Min(end, voltage.Length) - spike.FastTrough;
        int width = length / points;
        if (length <= 0 || width == 0)
        {
            return null;
        }

        double[] shape = BlockMean.Compute(voltage.Slice(spike.FastTrough, points * width), width);
        for (int k = 0; k < shape.Length; k++)
        {
            shape[k] -= spike.ThresholdVoltage;
        }

        return shape;
    }

    private static int AfterSingle(ReadOnlySpan<double> voltage, TimeAxis time, IsiSpike spike, double end, IsiShapeOptions options)
    {
        if (spike.FastTrough < 0)
        {
            throw NoTrough();
        }

        int last = time.IndexOf(end);
        if (spike.FastTroughTime < end - options.SteadyStateInterval)
        {
            int latest = time.IndexOf(spike.FastTroughTime + options.SingleMaxDuration);
            double steady = StepResponse.Mean(voltage, time, end - options.SteadyStateInterval, end);
            int back = spike.FastTrough;
            while (back < voltage.Length && !(voltage[back] >= steady - options.ReturnTolerance))
            {
                back++;
            }

            last = back < voltage.Length ? Math.Min(back, latest) : latest;
        }

        return Math.Max(last, spike.FastTrough + options.Points);
    }

    private static AnalysisFailureException NoTrough() => new(FailureReason.NoFastTrough, null, "The fast trough after a spike is not known.");

    private static AnalysisFailureException TooShort() => new(FailureReason.IntervalsTooShort, null, "No interval between spikes has enough samples.");
}
