using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Protocols;

/// <summary>Finds the smallest current of a grid that evokes a spike, several currents at a time, without noise.</summary>
public static class ThresholdSearch
{
    private const int AtOnce = 8;

    /// <summary>Smallest long-square current, in pA; NaN when the largest is silent.</summary>
    public static double Rheobase(NeuronModel neuron, ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        ArgumentNullException.ThrowIfNull(options);
        return Search(amplitudes => neuron.Spikes(amplitudes, StimulusTrace.LongSquareLength, 0), options.RheobaseStep, options.LargestCurrent);
    }

    /// <summary>Smallest short-square current, in pA; NaN when the largest is silent.</summary>
    public static double ShortSquare(NeuronModel neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return Search(amplitudes => neuron.Spikes(amplitudes, StimulusTrace.ShortSquareLength, (int)(5 / NeuronModel.Step)), 25, 6400);
    }

    // Doubling currents give a silent one and a larger one that spikes; then the gap is divided until they are neighbours on the grid.
    private static double Search(Func<double[], bool[]> spikes, double grid, double largest)
    {
        int highest = (int)(largest / grid);
        int[] candidates = [.. Enumerable.Range(1, AtOnce - 1).Select(k => Math.Min(1 << k, highest)).Append(highest).Distinct()];
        int silent = 0, top = 0;
        while (candidates.Length > 0)
        {
            int first = Array.IndexOf(spikes([.. candidates.Select(k => k * grid)]), true);
            if (first < 0 && top == 0)
            {
                return double.NaN;
            }

            silent = first < 0 ? candidates[^1] : first > 0 ? candidates[first - 1] : silent;
            top = first < 0 ? top : candidates[first];
            candidates = [.. Enumerable.Range(1, AtOnce).Select(k => silent + ((top - silent) * k / (AtOnce + 1))).Where(k => k > silent && k < top).Distinct()];
        }

        return top * grid;
    }
}
