using EphysTx.Cohorts.Allen;
using EphysTx.Features;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Populations;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Cohorts.Simulated;

/// <summary>Features of one simulated cell, in the order of <see cref="ScalarFeatures.Shared"/>.</summary>
/// <param name="Plan">The cell.</param>
/// <param name="Values">NaN where missing.</param>
/// <param name="Reasons">Why.</param>
internal sealed record SimulatedCell(CellPlan Plan, double[] Values, MissingReason[] Reasons)
{
    /// <summary>Simulates a cell, from currents to voltages to features by the code that real files go through.</summary>
    public static SimulatedCell Make(CellPlan plan, SeededRandom random, CancellationToken cancellationToken)
    {
        using Recording recording = Record(plan, random, cancellationToken);
        RecordingFeatures features = RecordingFeatureExtractor.Extract(recording, FeatureOptions.Recommended, withFamilies: false, cancellationToken);
        Dictionary<string, ScalarValue> scalars = features.Scalars.ToDictionary(one => one.Name, StringComparer.Ordinal);
        int width = ScalarFeatures.Shared.Count;
        var values = new double[width];
        var reasons = new MissingReason[width];
        for (int column = 0; column < width; column++)
        {
            ScalarValue? scalar = scalars.GetValueOrDefault(ScalarFeatures.Shared[column].Name);
            values[column] = scalar?.Value ?? double.NaN;
            reasons[column] = double.IsNaN(values[column]) ? ReasonOf(scalar?.Failure ?? features.Error) : MissingReason.Present;
        }

        return new SimulatedCell(plan, values, reasons);
    }

    /// <summary>The recording of a planned cell.</summary>
    public static Recording Record(CellPlan plan, SeededRandom random, CancellationToken cancellationToken)
    {
        var neuron = NeuronSampler.Draw(ParameterTable.Of(plan.Class), plan.DonorDeviations, random);
        var options = new ProtocolOptions { Ramp = plan.HasRamp, ShortSquares = plan.HasShortSquares ? new ProtocolOptions().ShortSquares : 0 };
        return RecordingSimulator.Record(plan.Id, neuron, options, random, cancellationToken);
    }

    private static MissingReason ReasonOf(Failure? failure) => failure?.Reason switch
    {
        FailureReason.NoRampSweeps or FailureReason.NoShortSquareSweeps or FailureReason.NoLongSquareSweeps => MissingReason.FamilyNotReported,
        FailureReason.TooFewSpikes or FailureReason.NoSpikes or FailureReason.TooFewSpikingSweeps => MissingReason.TooFewSpikes,
        FailureReason.Undefined => MissingReason.Undefined,
        _ => MissingReason.NotReported,
    };
}
