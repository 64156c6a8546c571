using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Simulation.Membrane;

/// <summary>
/// Noise current of a membrane in pA: an Ornstein-Uhlenbeck process with the time constant of fast synaptic noise (Destexhe et al. 2001, Neuroscience 107:13). It moves every 0.1 ms by
/// the standardised number of ones in 64 random bits; thirty of these within a time constant are as good as normal, and cheaper than the neuron.
/// </summary>
internal sealed class MembraneNoise
{
    /// <summary>Steps for which the current stays the same.</summary>
    public const int Hold = 5;

    private const double Time = 3; // ms
    private const float BitsDeviation = 4;

    private readonly SeededRandom _random;
    private readonly float _keep, _kick;
    private float _current;

    /// <summary>Starts the noise anywhere in its distribution.</summary>
    public MembraneNoise(double deviation, SeededRandom random)
    {
        double keep = Math.Exp(-NeuronModel.Step * Hold / Time);
        _random = random;
        _keep = (float)keep;
        _kick = (float)(deviation * Math.Sqrt(1 - (keep * keep))) / BitsDeviation;
        _current = (float)(deviation * random.NextNormal());
    }

    /// <summary>The current of the next steps.</summary>
    public float Next()
    {
        _current = (_current * _keep) + (_kick * (BitOperations.PopCount(_random.NextUInt64()) - 32));
        return _current;
    }
}
