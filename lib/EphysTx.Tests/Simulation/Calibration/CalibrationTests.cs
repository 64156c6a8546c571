using System.Globalization;
using EphysTx.Simulation.Calibration;
using EphysTx.Simulation.Populations;

namespace EphysTx.Tests.Simulation.Calibration;

public class CalibrationTests
{
    [SharedDataFact("data", "allen_scalars", "mouse_scalar_features.csv")]
    public void The_quartiles_are_those_of_the_real_tables()
    {
        foreach (IGrouping<string, NeuronClass> species in RealQuartiles.Classes.GroupBy(one => one.Species))
        {
            string[][] lines = [.. File.ReadLines(SharedData.Path("data", "allen_scalars", species.Key + "_scalar_features.csv")).Select(line => line.Split(','))];
            int subclass = Array.IndexOf(lines[0], "subclass");
            foreach (NeuronClass one in species)
            {
                RealQuartiles real = RealQuartiles.Of(one);
                string[][] cells = [.. lines.Skip(1).Where(line => line[subclass] == one.Subclass)];
                Assert.Equal(cells.Length, real.Cells);
                foreach (string feature in real.Features)
                {
                    int column = Array.IndexOf(lines[0], feature);
                    double[] values = [.. cells.Select(cell => cell[column]).Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Order()];
                    AssertClose(Quantile(values, 0.25), real[feature].Lower);
                    AssertClose(Quantile(values, 0.5), real[feature].Median);
                    AssertClose(Quantile(values, 0.75), real[feature].Upper);
                }
            }
        }
    }

    private static void AssertClose(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 1e-5 * Math.Abs(expected), $"{actual}, but the table has {expected}");

    private static double Quantile(double[] sorted, double q)
    {
        double at = q * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}
