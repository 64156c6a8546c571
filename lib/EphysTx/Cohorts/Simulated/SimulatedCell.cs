using EphysTx.Cohorts.Allen;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Populations;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Cohorts.Simulated;

/// <summary>One simulated cell: its plan and what was drawn from its voltages.</summary>
/// <param name="Plan">The cell.</param>
/// <param name="Features">Families and scalar features, with reasons for missing ones.</param>
internal sealed record SimulatedCell(CellPlan Plan, ExtractedCell Features)
{
    /// <summary>Simulates a cell, from currents to voltages to features by the code that real files go through.</summary>
    public static SimulatedCell Make(CellPlan plan, SeededRandom random, CancellationToken cancellationToken)
    {
        using Recording recording = Record(plan, random, cancellationToken);
        RecordingFeatures features = RecordingFeatureExtractor.Extract(recording, FeatureOptions.Recommended, cancellationToken);
        return new SimulatedCell(plan, ExtractedCell.From(features, plan.Id, plan.Id + ".nwb", recording.Sweeps.Count));
    }

    /// <summary>The recording of a planned cell.</summary>
    /// <param name="plan">The cell.</param>
    /// <param name="random">Its parameters and noise.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    /// <param name="noise">Standard deviation of the amplifier's noise in mV; null for the usual one. The cell itself stays the same.</param>
    public static Recording Record(CellPlan plan, SeededRandom random, CancellationToken cancellationToken, double? noise = null)
    {
        var neuron = NeuronSampler.Draw(ParameterTable.Of(plan.Class), plan.DonorDeviations, random);
        var options = new ProtocolOptions { Ramp = plan.HasRamp, ShortSquares = plan.HasShortSquares ? new ProtocolOptions().ShortSquares : 0 };
        options = noise is double deviation ? options with { RecordingNoise = deviation } : options;
        return RecordingSimulator.Record(plan.Id, neuron, options, random, cancellationToken);
    }

    /// <summary>The shared scalar features in the order of <see cref="ScalarFeatures.Shared"/>, NaN where missing, each with its reason.</summary>
    public (double[] Values, MissingReason[] Reasons) SharedScalars()
    {
        var scalars = Features.Scalars.ToDictionary(one => one.Name, StringComparer.Ordinal);
        ScalarValue?[] shared = [.. ScalarFeatures.Shared.Select(feature => scalars.GetValueOrDefault(feature.Name))];
        double[] values = Array.ConvertAll(shared, scalar => scalar?.Value ?? double.NaN);
        MissingReason[] reasons = Array.ConvertAll(
            shared, scalar => double.IsNaN(scalar?.Value ?? double.NaN) ? ReasonOf(scalar?.Failure ?? Features.Error) : MissingReason.Present);
        return (values, reasons);
    }

    private static MissingReason ReasonOf(Failure? failure) => failure?.Reason switch
    {
        FailureReason.NoRampSweeps or FailureReason.NoShortSquareSweeps or FailureReason.NoLongSquareSweeps => MissingReason.FamilyNotReported,
        FailureReason.TooFewSpikes or FailureReason.NoSpikes or FailureReason.TooFewSpikingSweeps => MissingReason.TooFewSpikes,
        FailureReason.Undefined => MissingReason.Undefined,
        _ => MissingReason.NotReported,
    };
}
