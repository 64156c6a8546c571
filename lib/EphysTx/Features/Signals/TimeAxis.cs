using EphysTx.Recordings;

namespace EphysTx.Features.Signals;

/// <summary>
/// Times of the samples of a sweep, in s, strictly increasing. A sampled sweep needs no array: t[k] = k / rate - shift / rate, computed in
/// exactly this order, because windows are found by comparing such times.
/// </summary>
public sealed class TimeAxis
{
    private readonly double[]? times;
    private readonly double rate;
    private readonly double offset;

    private TimeAxis(double[]? times, int length, double rate, double offset)
    {
        this.times = times;
        Length = length;
        this.rate = rate;
        this.offset = offset;
    }

    /// <summary>Number of samples.</summary>
    public int Length { get; }

    /// <summary>Time of a sample, in s.</summary>
    public double this[int index] => times is not null ? times[index] : (index / rate) - offset;

    /// <summary>An axis of a constant rate.</summary>
    /// <param name="length">Number of samples.</param>
    /// <param name="samplingRate">In Hz.</param>
    /// <param name="zeroSample">The sample whose time is 0; it may lie before the first one.</param>
    public static TimeAxis Uniform(int length, double samplingRate, int zeroSample = 0) =>
        new(null, length, samplingRate, zeroSample * (1 / samplingRate));

    /// <summary>An axis of given times; the array is not copied.</summary>
    public static TimeAxis FromTimes(double[] times) => new(times, times.Length, double.NaN, 0);

    /// <summary>The sample nearest to a time, the earlier one on ties.</summary>
    /// <exception cref="AnalysisFailureException">The time lies before the first or after the last sample.</exception>
    public int IndexOf(double time)
    {
        if (Length == 0 || !(this[0] <= time && time <= this[Length - 1]))
        {
            throw new AnalysisFailureException(
                FailureReason.OutsideSweep,
                null,
                Length == 0
                    ? "The sweep has no samples."
                    : FormattableString.Invariant($"Time {time:0.######} s lies outside the sweep ({this[0]:0.######} to {this[Length - 1]:0.######} s)."));
        }

        int from = 0;
        int to = Length - 1;
        if (times is null)
        {
            int guess = (int)Math.Round((time + offset) * rate);
            from = Math.Clamp(guess - 2, 0, Length - 1);
            to = Math.Clamp(guess + 2, 0, Length - 1);
        }

        int best = from;
        for (int k = from + 1; k <= to; k++)
        {
            if (Math.Abs(this[k] - time) < Math.Abs(this[best] - time))
            {
                best = k;
            }
        }

        return best;
    }

    /// <summary>Whether all steps are equal: |step - first step| ≤ 1e-8 s + 1e-5 · |first step|.</summary>
    public bool HasFixedStep()
    {
        if (times is null || Length < 2)
        {
            return true;
        }

        double first = times[1] - times[0];
        for (int k = 1; k + 1 < Length; k++)
        {
            if (!(Math.Abs(times[k + 1] - times[k] - first) <= 1e-8 + (1e-5 * Math.Abs(first))))
            {
                return false;
            }
        }

        return true;
    }
}
