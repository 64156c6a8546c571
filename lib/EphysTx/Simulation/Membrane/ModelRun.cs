using EphysTx.Numerics;

namespace EphysTx.Simulation.Membrane;

/// <summary>One run of a neuron.</summary>
/// <param name="Current">Injected current in pA, one number a step.</param>
/// <param name="Voltage">Where the potential after each step goes, in mV; as long as the current. Steps that are not run stay as they were.</param>
/// <param name="Noise">Source of the membrane noise; null for none.</param>
/// <param name="StepsAfterSpike">The run may end so many steps after its first spike; null to run to the end.</param>
public sealed record ModelRun(float[] Current, float[] Voltage, SeededRandom? Noise, int? StepsAfterSpike = null);
