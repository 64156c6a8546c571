using System.Globalization;
using EphysTx.Numerics;
using EphysTx.Simulation.Calibration;
using EphysTx.Simulation.Populations;

namespace EphysTx.Cohorts.Simulated;

/// <summary>One cell to be simulated.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Class">Its class.</param>
/// <param name="Donor">Its donor.</param>
/// <param name="DonorDeviations">What the donor's cells share.</param>
/// <param name="HasRamp">Whether it gets a ramp.</param>
/// <param name="HasShortSquares">Whether it gets short squares.</param>
internal sealed record CellPlan(string Id, NeuronClass Class, string Donor, double[] DonorDeviations, bool HasRamp, bool HasShortSquares)
{
    /// <summary>The cells of a species: classes with the shares of the real tables, donors with cells of any class.</summary>
    public static CellPlan[] Of(string species, int cells, SimulatedCohortOptions options, SeededRandom random)
    {
        NeuronClass[] classes = ClassesOf(species, cells);
        random.Shuffle<NeuronClass>(classes);
        int donors = Math.Max(1, (int)Math.Round(cells / options.CellsPerDonor));
        double[][] deviations = [.. Enumerable.Range(0, donors).Select(donor => NeuronSampler.DrawDonor(random.Fork(donor)))];
        var plans = new CellPlan[cells];
        for (int cell = 0; cell < cells; cell++)
        {
            // The first cells go round, so that no donor is without; then some donors get more than others.
            int donor = cell < donors ? cell : random.NextInt(Math.Max(1, random.NextInt(donors) + 1));
            plans[cell] = new CellPlan(
                string.Create(CultureInfo.InvariantCulture, $"sim-{species}-{cell + 1:0000}"),
                classes[cell],
                string.Create(CultureInfo.InvariantCulture, $"sim-{species}-donor-{donor + 1:000}"),
                deviations[donor],
                random.NextDouble() >= options.WithoutRamp,
                random.NextDouble() >= options.WithoutShortSquares);
        }

        return plans;
    }

    // Largest remainders, and at least one cell of each class.
    private static NeuronClass[] ClassesOf(string species, int cells)
    {
        RealQuartiles[] classes = [.. RealQuartiles.Classes.Where(one => one.Species == species).Select(RealQuartiles.Of)];
        double all = classes.Sum(one => one.Cells);
        int[] counts = [.. classes.Select(one => Math.Max(1, (int)(cells * one.Cells / all)))];
        while (counts.Sum() < cells)
        {
            int most = Enumerable.Range(0, counts.Length).MaxBy(k => (cells * classes[k].Cells / all) - counts[k]);
            counts[most]++;
        }

        while (counts.Sum() > cells)
        {
            counts[Array.IndexOf(counts, counts.Max())]--;
        }

        return [.. classes.SelectMany((one, k) => Enumerable.Repeat(one.Class, counts[k]))];
    }
}
