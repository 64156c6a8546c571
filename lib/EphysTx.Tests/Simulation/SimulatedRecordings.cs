using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Populations;
using EphysTx.Simulation.Protocols;

namespace EphysTx.Tests.Simulation;

/// <summary>Recordings for tests.</summary>
internal static class SimulatedRecordings
{
    public static Recording Median(NeuronClass neuronClass, long seed = 5) => RecordingSimulator.Record(
        neuronClass.ToString(), NeuronSampler.At(ParameterTable.Of(neuronClass), new double[NeuronSampler.Deviations]), new ProtocolOptions(), new SeededRandom(seed));
}
