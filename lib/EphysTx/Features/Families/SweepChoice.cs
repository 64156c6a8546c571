using EphysTx.Features.SpikeTrains;
using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>Which long-square sweeps the families are taken from. Positions are in the given order of sweeps. Source: spec IPFX §7.</summary>
public static class SweepChoice
{
    /// <summary>
    /// For each target amplitude above rheobase the first sweep within a tolerance; null where there is none. One sweep stands for
    /// all of the same amplitude: the one whose rate is nearest to the median of their rates.
    /// </summary>
    /// <param name="amplitudes">Step amplitudes of all sweeps, in pA.</param>
    /// <param name="rates">Their spike rates; silent sweeps do not count.</param>
    /// <param name="rheobase">Rheobase, in pA.</param>
    /// <param name="targets">Targets above rheobase, in pA.</param>
    /// <param name="tolerance">In pA.</param>
    /// <param name="shift">What to add to rheobase, in pA, when fewer than two targets are found otherwise; null for nothing.</param>
    /// <exception cref="AnalysisFailureException">Fewer than two targets are found.</exception>
    public static int?[] Suprathreshold(
        ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> rates, double rheobase, ReadOnlySpan<double> targets, double tolerance, double? shift = null)
    {
        List<int> candidates = OnePerAmplitude(amplitudes, rates, rheobase);
        int?[] found = Match(candidates, amplitudes, rheobase, targets, tolerance);
        if (Count(found) < 2 && shift is double more)
        {
            found = Match(candidates, amplitudes, rheobase + more, targets, tolerance);
        }

        return Count(found) >= 2
            ? found
            : throw new AnalysisFailureException(
                FailureReason.TooFewTargetAmplitudes, null, "Fewer than two spiking long-square sweeps lie at the target amplitudes above rheobase.");
    }

    /// <summary>
    /// The sweep whose interspike intervals are drawn: of those with depolarising current and enough spikes the one with the smallest amplitude; else the one with most
    /// spikes, if it has more than one; else the one with the smallest amplitude.
    /// </summary>
    /// <param name="amplitudes">Step amplitudes of all sweeps, in pA.</param>
    /// <param name="rates">Their spike rates, in Hz.</param>
    /// <param name="durations">Lengths of their windows, in s.</param>
    /// <param name="enough">Number of spikes that is enough.</param>
    /// <exception cref="AnalysisFailureException">No sweep spikes with depolarising current.</exception>
    public static int IsiSweep(ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> rates, ReadOnlySpan<double> durations, int enough = 5)
    {
        int rich = -1;
        int most = -1;
        int weakest = -1;
        for (int k = 0; k < amplitudes.Length; k++)
        {
            if (!(rates[k] > 0 && amplitudes[k] > 0))
            {
                continue;
            }

            double amplitude = Math.Round(amplitudes[k], MidpointRounding.ToEven);
            double spikes = rates[k] * durations[k];
            if (spikes >= enough && (rich < 0 || amplitude < Math.Round(amplitudes[rich], MidpointRounding.ToEven)))
            {
                rich = k;
            }

            if (spikes > 1 && (most < 0 || spikes > rates[most] * durations[most]))
            {
                most = k;
            }

            if (weakest < 0 || amplitude < Math.Round(amplitudes[weakest], MidpointRounding.ToEven))
            {
                weakest = k;
            }
        }

        return weakest < 0
            ? throw new AnalysisFailureException(FailureReason.NoDepolarisingSpikes, null, "No long-square sweep spikes with depolarising current.")
            : rich >= 0 ? rich : most >= 0 ? most : weakest;
    }

    private static List<int> OnePerAmplitude(ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> rates, double rheobase)
    {
        List<int> result = [];
        List<double> seen = [];
        for (int k = 0; k < amplitudes.Length; k++)
        {
            if (!(rates[k] > 0 && amplitudes[k] >= rheobase) || seen.Contains(amplitudes[k]))
            {
                continue;
            }

            seen.Add(amplitudes[k]);
            List<int> same = [];
            List<double> sameRates = [];
            for (int j = k; j < amplitudes.Length; j++)
            {
                if (rates[j] > 0 && amplitudes[j] == amplitudes[k])
                {
                    same.Add(j);
                    sameRates.Add(rates[j]);
                }
            }

            double median = SpikeTrain.Median([.. sameRates]);
            int best = 0;
            for (int j = 1; j < same.Count; j++)
            {
                best = Math.Abs(sameRates[j] - median) < Math.Abs(sameRates[best] - median) ? j : best;
            }

            result.Add(same[best]);
        }

        return result;
    }

    private static int?[] Match(List<int> candidates, ReadOnlySpan<double> amplitudes, double rheobase, ReadOnlySpan<double> targets, double tolerance)
    {
        int?[] found = new int?[targets.Length];
        for (int target = 0; target < targets.Length; target++)
        {
            foreach (int k in candidates)
            {
                double offset = Math.Round(amplitudes[k] - rheobase, MidpointRounding.ToEven);
                if (Math.Abs(offset - targets[target]) <= tolerance)
                {
                    found[target] = k;
                    break;
                }
            }
        }

        return found;
    }

    private static int Count(int?[] found) => found.Count(index => index is not null);
}
