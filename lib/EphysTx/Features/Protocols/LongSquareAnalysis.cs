using EphysTx.Features.Signals;
using EphysTx.Features.SpikeTrains;
using EphysTx.Features.Subthreshold;
using EphysTx.Recordings;

namespace EphysTx.Features.Protocols;

/// <summary>
/// Long-square results of a cell. What could not be found is null or NaN and has its reason in <see cref="Failures"/>. Source: spec IPFX §6.
/// </summary>
public sealed record LongSquareAnalysis
{
    /// <summary>Lower limit of amplitudes for membrane properties, in pA; sweeps at the limit do not count.</summary>
    public const double LowestSubthresholdAmplitude = -100;

    private const double SagTarget = -100;
    private const double HeroLowest = 39;
    private const double HeroHighest = 61;

    /// <summary>All sweeps, in order of number.</summary>
    public required IReadOnlyList<LongSquareSweep> Sweeps { get; init; }

    /// <summary>The spiking sweep with the smallest positive amplitude; null when there is none.</summary>
    public LongSquareSweep? Rheobase { get; init; }

    /// <summary>The first spiking sweep 39 to 61 pA above rheobase, by amplitude; null when there is none.</summary>
    public LongSquareSweep? Hero { get; init; }

    /// <summary>Slope of spike rate on amplitude over spiking sweeps, in Hz/pA; NaN when fewer than two sweeps spike.</summary>
    public double RateSlope { get; init; } = double.NaN;

    /// <summary>Silent sweeps with -100 pA &lt; amplitude &lt; 0.</summary>
    public IReadOnlyList<LongSquareSweep> Subthreshold { get; init; } = [];

    /// <summary>The silent hyperpolarising sweep, of any amplitude, whose deflection is nearest to -100 mV; null when there is none.</summary>
    public LongSquareSweep? SagSweep { get; init; }

    /// <summary>Time constants of <see cref="Subthreshold"/> sweeps in s; NaN where lost in noise or not to be fitted.</summary>
    public IReadOnlyList<double> TimeConstants { get; init; } = [];

    /// <summary>Input resistance in MΩ; NaN without subthreshold sweeps.</summary>
    public double InputResistance { get; init; } = double.NaN;

    /// <summary>What could not be found, in the order in which the reference looks; the reference stops at the first.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];

    /// <summary>Mean baseline voltage over all sweeps, in mV; NaN without sweeps.</summary>
    public double Baseline => Sweeps.Select(sweep => sweep.Baseline).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Mean of the time constants that could be fitted, in s; NaN when none could.</summary>
    public double TimeConstant => TimeConstants.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Draws the cell's results from its measured sweeps; it never fails as a whole.</summary>
    public static LongSquareAnalysis Run(IReadOnlyList<LongSquareSweep> sweeps)
    {
        List<Failure> failures = [];
        LongSquareAnalysis result = Suprathreshold(new LongSquareAnalysis { Sweeps = sweeps }, failures);
        return MembraneProperties(result, failures) with { Failures = failures };
    }

    private static LongSquareAnalysis Suprathreshold(LongSquareAnalysis result, List<Failure> failures)
    {
        List<LongSquareSweep> spiking = [.. result.Sweeps.Where(sweep => sweep.Rate > 0)];
        if (spiking.Count == 0)
        {
            failures.Add(new Failure(FailureReason.NoSpikes, null, "No long-square sweep has a spike."));
            return result;
        }

        try
        {
            (int rheobase, int? hero) = RheobaseAndHero([.. spiking.Select(sweep => sweep.Amplitude)]);
            result = result with { Rheobase = spiking[rheobase], Hero = hero is int h ? spiking[h] : null };
            double slope = StepResponse.Slope([.. spiking.Select(sweep => sweep.Amplitude)], [.. spiking.Select(sweep => sweep.Rate)]);
            return result with { RateSlope = slope };
        }
        catch (AnalysisFailureException failure)
        {
            failures.Add(failure.Failure);
            return result;
        }
    }

    private static LongSquareAnalysis MembraneProperties(LongSquareAnalysis result, List<Failure> failures)
    {
        List<LongSquareSweep> silent = [.. result.Sweeps.Where(sweep => sweep.Rate == 0 && sweep.Amplitude < 0)];
        List<LongSquareSweep> subthreshold = [.. silent.Where(sweep => sweep.Amplitude > LowestSubthresholdAmplitude)];
        result = result with { SagSweep = silent.MinBy(sweep => Math.Abs(sweep.Deflection - SagTarget)) };
        if (subthreshold.Count == 0)
        {
            failures.Add(new Failure(
                FailureReason.NoSubthresholdSweeps, null, "No silent long-square sweep has an amplitude between -100 and 0 pA."));
            return result;
        }

        return result with
        {
            Subthreshold = subthreshold,
            TimeConstants = FitTimeConstants(subthreshold, failures),
            InputResistance = StepResponse.InputResistance(
                [.. subthreshold.Select(sweep => sweep.Amplitude)],
                [.. subthreshold.Select(sweep => sweep.Deflection)],
                [.. subthreshold.Select(sweep => sweep.Baseline)]),
        };
    }

    /// <summary>
    /// Positions of the rheobase sweep (smallest positive amplitude) and of the hero sweep (the first 39 to 61 pA above it) among spiking sweeps. Equal amplitudes are ordered
    /// by <see cref="ReferenceSort"/>.
    /// </summary>
    /// <exception cref="AnalysisFailureException">No amplitude is positive.</exception>
    public static (int Rheobase, int? Hero) RheobaseAndHero(ReadOnlySpan<double> amplitudes)
    {
        int? rheobase = null;
        foreach (int index in ReferenceSort.Indices(amplitudes))
        {
            if (rheobase is null)
            {
                rheobase = amplitudes[index] > 0 ? index : null;
            }

            if (rheobase is int first && amplitudes[index] >= amplitudes[first] + HeroLowest && amplitudes[index] <= amplitudes[first] + HeroHighest)
            {
                return (first, index);
            }
        }

        return rheobase is int found
            ? (found, null)
            : throw new AnalysisFailureException(FailureReason.NoDepolarisingSpikes, null, "Long-square sweeps spike only without depolarising current.");
    }

    private static double[] FitTimeConstants(List<LongSquareSweep> subthreshold, List<Failure> failures)
    {
        double latest = SpikeTrain.Median([.. subthreshold.Select(PeakTime)]);
        double[] result = new double[subthreshold.Count];
        for (int k = 0; k < result.Length; k++)
        {
            AlignedSweep sweep = subthreshold[k].Sweep;
            AnalysisWindow window = subthreshold[k].Window;
            try
            {
                result[k] = EphysTx.Features.Subthreshold.TimeConstant.Fit(
                    sweep.Voltage, sweep.Time, window.Start, window.End, latest, sweep.IsSingle);
            }
            catch (AnalysisFailureException failure)
            {
                result[k] = double.NaN;
                failures.Add(failure.InSweep(sweep.Sweep.Number).Failure);
            }
        }

        return result;
    }

    private static double PeakTime(LongSquareSweep sweep)
    {
        (_, int index) = StepResponse.Minimum(sweep.Sweep.Voltage, sweep.Sweep.Time, sweep.Window.Start, sweep.Window.End);
        return sweep.Sweep.Time[index];
    }
}
