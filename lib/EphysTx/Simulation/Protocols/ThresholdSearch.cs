using EphysTx.Simulation.Membrane;

namespace EphysTx.Simulation.Protocols;

/// <summary>Finds the smallest current of a grid that evokes a spike, by doubling and halving, without noise.</summary>
public static class ThresholdSearch
{
    /// <summary>Smallest long-square current, in pA; NaN when the largest is silent.</summary>
    public static double Rheobase(NeuronModel neuron, ProtocolOptions options)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        ArgumentNullException.ThrowIfNull(options);
        return Search(amplitude => neuron.Spikes(StimulusTrace.Bare(amplitude, StimulusTrace.LongSquareLength, 0)), options.RheobaseStep, options.LargestCurrent);
    }

    /// <summary>Smallest short-square current, in pA; NaN when the largest is silent.</summary>
    public static double ShortSquare(NeuronModel neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        return Search(amplitude => neuron.Spikes(StimulusTrace.BareShortSquare(amplitude)), 25, 6400);
    }

    private static double Search(Func<double, bool> spikes, double grid, double largest)
    {
        int top = 4;
        int highest = (int)(largest / grid);
        int silent = 0;
        while (!spikes(top * grid))
        {
            silent = top;
            if (top >= highest)
            {
                return double.NaN;
            }

            top = Math.Min(2 * top, highest);
        }

        while (top - silent > 1)
        {
            int middle = (top + silent) / 2;
            if (spikes(middle * grid))
            {
                top = middle;
            }
            else
            {
                silent = middle;
            }
        }

        return top * grid;
    }
}
