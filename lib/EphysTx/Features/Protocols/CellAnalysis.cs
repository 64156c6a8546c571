using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features.Protocols;

/// <summary>The three protocols of a cell, analysed.</summary>
/// <param name="LongSquare">Long squares; null when none could be analysed, for the reason in <paramref name="LongSquareFailure"/>.</param>
/// <param name="LongSquareFailure">Why long squares could not be analysed.</param>
/// <param name="ShortSquares">Measured short squares.</param>
/// <param name="Ramps">Measured ramps.</param>
/// <param name="Dropped">Sweeps that could not be measured.</param>
public sealed record CellAnalysis(
    LongSquareAnalysis? LongSquare,
    Failure? LongSquareFailure,
    IReadOnlyList<SpikingSweep> ShortSquares,
    IReadOnlyList<SpikingSweep> Ramps,
    IReadOnlyList<Failure> Dropped)
{
    /// <summary>Analyses the sweeps that remained after quality control.</summary>
    /// <exception cref="AnalysisFailureException">The cell fails as a whole.</exception>
    public static CellAnalysis Run(RecordingAudit audit, FeatureOptions options, CancellationToken cancellationToken = default)
    {
        List<Failure> dropped = [];
        List<(AlignedSweep Sweep, AnalysisWindow Window)> longSquares = Align(audit.LongSquares, options, dropped);
        List<(AlignedSweep Sweep, AnalysisWindow Window)> shortSquares = Align(audit.ShortSquares, options, dropped);
        List<(AlignedSweep Sweep, AnalysisWindow Window)> ramps = Align(audit.Ramps, options, dropped);
        if (longSquares.Count == 0)
        {
            Failure none = new(FailureReason.NoLongSquareSweeps, null, "No long-square sweep remains.");
            return options.IsolateFailures ? WithoutLongSquares(none) : throw new AnalysisFailureException(none);
        }

        if (shortSquares.Count == 0 && options.RequireShortSquares)
        {
            throw new AnalysisFailureException(FailureReason.NoShortSquareSweeps, null, "No short-square sweep remains.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        List<LongSquareSweep> measured = [];
        foreach ((AlignedSweep sweep, AnalysisWindow window) in longSquares)
        {
            try
            {
                LongSquareSweep one = LongSquareSweep.Measure(sweep, window, options.Spikes);
                measured.Add(options.DropSpikesBeforeOnset
                    ? one.WithoutSpikesBeforeOnset()
                    : one);
            }
            catch (AnalysisFailureException failure)
            {
                if (!options.IsolateFailures)
                {
                    return WithoutLongSquares(failure.Failure);
                }

                dropped.Add(failure.Failure);
            }
        }

        return measured.Count == 0
            ? WithoutLongSquares(new Failure(FailureReason.NoLongSquareSweeps, null, "No long-square sweep could be measured."))
            : new CellAnalysis(LongSquareAnalysis.Run(measured), null, MeasureShortSquares(), MeasureRamps(), dropped);

        CellAnalysis WithoutLongSquares(Failure failure) => new(null, failure, MeasureShortSquares(), MeasureRamps(), dropped);

        List<SpikingSweep> MeasureShortSquares() =>
            MeasureEach(shortSquares, window => window.End + options.ShortSquareExtension, options, dropped, cancellationToken);

        List<SpikingSweep> MeasureRamps() => MeasureEach(ramps, _ => null, options, dropped, cancellationToken);
    }

    private static List<(AlignedSweep Sweep, AnalysisWindow Window)> Align(
        IReadOnlyList<LoadedSweep> loaded, FeatureOptions options, List<Failure> dropped)
    {
        List<(AlignedSweep Sweep, AnalysisWindow Window)> aligned = [];
        foreach (LoadedSweep one in loaded)
        {
            try
            {
                AlignedSweep sweep = AlignedSweep.Align(one, options.Reading.Memory);
                if (options.IsolateFailures)
                {
                    sweep.CheckSamples();
                }

                AnalysisWindow window = options.WindowPerSweep || aligned.Count == 0
                    ? sweep.Window(options.WindowEndsAtOffTime)
                    : aligned[0].Window;
                aligned.Add((sweep, window));
            }
            catch (AnalysisFailureException failure) when (options.IsolateFailures)
            {
                dropped.Add(failure.InSweep(one.Sweep.Number).Failure);
            }
        }

        return aligned;
    }

    // Short squares and ramps that cannot be measured never touch the long squares' results.
    private static List<SpikingSweep> MeasureEach(
        List<(AlignedSweep Sweep, AnalysisWindow Window)> sweeps,
        Func<AnalysisWindow, double?> end,
        FeatureOptions options,
        List<Failure> dropped,
        CancellationToken cancellationToken)
    {
        List<SpikingSweep> measured = [];
        foreach ((AlignedSweep sweep, AnalysisWindow window) in sweeps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                measured.Add(SpikingSweep.Measure(sweep, window.Start, end(window), options.Spikes));
            }
            catch (AnalysisFailureException failure)
            {
                dropped.Add(failure.Failure);
            }
        }

        return measured;
    }
}
