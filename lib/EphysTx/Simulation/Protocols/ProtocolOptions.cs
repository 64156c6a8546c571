namespace EphysTx.Simulation.Protocols;

/// <summary>The stimuli of one simulated recording, after the Allen Institute's patch-clamp protocols, with short pauses.</summary>
public sealed record ProtocolOptions
{
    /// <summary>Hyperpolarising long squares, in pA.</summary>
    public IReadOnlyList<double> Hyperpolarising { get; init; } = [-110, -90, -70, -50, -30];

    /// <summary>Depolarising long squares relative to rheobase, in pA.</summary>
    public IReadOnlyList<double> AboveRheobase { get; init; } = [-10, 0, 20, 40, 60, 80];

    /// <summary>Number of short squares, 10 % above their threshold.</summary>
    public int ShortSquares { get; init; } = 2;

    /// <summary>Whether a ramp is given.</summary>
    public bool Ramp { get; init; } = true;

    /// <summary>Grid of the search for rheobase, in pA.</summary>
    public double RheobaseStep { get; init; } = 10;

    /// <summary>Largest long-square current, in pA; a neuron that is silent there has no rheobase.</summary>
    public double LargestCurrent { get; init; } = 640;

    /// <summary>Standard deviation of the recording noise, in mV.</summary>
    public double RecordingNoise { get; init; } = 0.015;
}
