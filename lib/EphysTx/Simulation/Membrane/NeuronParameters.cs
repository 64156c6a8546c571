namespace EphysTx.Simulation.Membrane;

/// <summary>
/// A single-compartment neuron. Conductances are maximal conductances in nS, potentials in mV, capacitance in pF. Equations and their sources stand in
/// <see cref="ChannelKinetics"/>.
/// </summary>
public readonly record struct NeuronParameters
{
    /// <summary>Membrane capacitance, in pF.</summary>
    public required double Capacitance { get; init; }

    /// <summary>Leak conductance, in nS.</summary>
    public required double Leak { get; init; }

    /// <summary>Reversal potential of the leak, in mV.</summary>
    public required double LeakReversal { get; init; }

    /// <summary>Potential without current, in mV; simulations start in this steady state.</summary>
    public required double Rest { get; init; }

    /// <summary>Hyperpolarisation-activated conductance, in nS.</summary>
    public required double H { get; init; }

    /// <summary>Active conductances and their kinetics.</summary>
    public required ActiveParameters Active { get; init; }

    /// <summary>Standard deviation of the membrane noise current, in pA.</summary>
    public double NoiseCurrent { get; init; }
}

/// <summary>Active conductances per capacitance (nS/pF, which is mS/µF) and what may vary of their kinetics.</summary>
public readonly record struct ActiveParameters
{
    /// <summary>Transient sodium, in nS/pF.</summary>
    public required double Sodium { get; init; }

    /// <summary>Delayed-rectifier potassium, in nS/pF.</summary>
    public required double Potassium { get; init; }

    /// <summary>Kv3-like potassium, in nS/pF.</summary>
    public required double Kv3 { get; init; }

    /// <summary>Inactivating (A- or D-type) potassium, in nS/pF.</summary>
    public required double A { get; init; }

    /// <summary>Slow non-inactivating (M-type) potassium, in nS/pF.</summary>
    public required double M { get; init; }

    /// <summary>Potential that shifts sodium and delayed-rectifier gates together, in mV.</summary>
    public required double ThresholdShift { get; init; }

    /// <summary>Speed of sodium inactivation relative to the cited kinetics.</summary>
    public required double InactivationSpeed { get; init; }

    /// <summary>Speed of delayed-rectifier and Kv3 gates relative to the cited kinetics.</summary>
    public required double PotassiumSpeed { get; init; }

    /// <summary>Inactivation time of the A current, in ms: about 15 for A-type, 150 for D-type.</summary>
    public required double ATime { get; init; }

    /// <summary>Largest time constant parameter of the M current, in ms.</summary>
    public required double MTime { get; init; }
}
