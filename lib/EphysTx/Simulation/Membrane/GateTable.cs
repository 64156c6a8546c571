namespace EphysTx.Simulation.Membrane;

/// <summary>
/// Steady states and decay factors of one neuron's gates on a grid of potentials, for one time step: sixteen numbers a row, so that all gates advance in
/// one vector operation. Gates follow exponential Euler (Rush and Larsen 1978, IEEE Trans Biomed Eng 25:389).
/// </summary>
internal sealed class GateTable
{
    public const double Lowest = -150;
    public const double Highest = 90;
    public const double RowsPerMillivolt = 2;
    public const int Width = 2 * ChannelKinetics.Gates;

    public GateTable(in ActiveParameters active, double step)
    {
        int rows = (int)((Highest - Lowest) * RowsPerMillivolt) + 2;
        Values = new float[rows * Width];
        for (int row = 0; row < rows; row++)
        {
            double v = Lowest + (row / RowsPerMillivolt);
            for (int gate = 0; gate < ChannelKinetics.Gates; gate++)
            {
                (double steady, double time) = ChannelKinetics.Gate(gate, v, active);
                Values[(row * Width) + gate] = (float)steady;
                Values[(row * Width) + ChannelKinetics.Gates + gate] = (float)(1 - Math.Exp(-step / time));
            }
        }
    }

    public float[] Values { get; }
}
