using System.Diagnostics;
using System.Globalization;
using EphysTx.Decomposition;
using EphysTx.Features.Families;
using EphysTx.Numerics;

namespace EphysTx.Benchmarks.Decomposition;

/// <summary>
/// Sparse PCA of the twelve families at the size of the mouse data, 3,699 cells, on synthetic smooth curves with noise; then a t-SNE of
/// the components where the word <c>tsne</c> follows. A number sets the cells.
/// </summary>
internal static class SparsePcaBenchmark
{
    public static void Run(string[] arguments)
    {
        int cells = arguments.Length > 0 && int.TryParse(arguments[0], CultureInfo.InvariantCulture, out int given) ? given : 3699;
        var families = SparsePcaPlan.TwelveFamilies.Families.Select((family, i) => (family.Name, Table: Curves(cells, Width(family.Name), i)))
            .ToDictionary(family => family.Name, family => family.Table);
        foreach (SparsePcaFamily family in SparsePcaPlan.TwelveFamilies.Families.Where(family => family.Nonzero.Count > 0))
        {
            var options = new SparsePcaOptions { Nonzero = family.Nonzero };
            long begin = Stopwatch.GetTimestamp();
            SparsePcaFit fit = SparsePca.Fit(families[family.Name], options);
            Console.WriteLine($"  {family.Name,-34} {families[family.Name].Columns,4} columns {Stopwatch.GetElapsedTime(begin).TotalSeconds,7:F2} s, {fit.Iterations} iterations, converged {fit.Converged}");
        }

        var times = new List<double>();
        FamilyDecomposition? decomposition = null;
        for (int repeat = 0; repeat < 3; repeat++)
        {
            long begin = Stopwatch.GetTimestamp();
            decomposition = FamilyDecomposition.Fit(families, SparsePcaPlan.TwelveFamilies);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        times.Sort();
        Console.WriteLine($"{cells} cells, 12 families together: median {times[1]:F2} s of 3 ({times[0]:F2} to {times[2]:F2}), {decomposition!.Columns.Count} components");
        if (arguments.Contains("tsne"))
        {
            long begin = Stopwatch.GetTimestamp();
            TSneResult map = TSne.Fit(decomposition.Transform(families), new TSneOptions(), 1);
            Console.WriteLine($"t-SNE: {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s, {map.Iterations} iterations, divergence {map.Divergence:F3}");
        }
    }

    private static int Width(string family) => family switch
    {
        FamilyNames.FirstApDv => 149,
        FamilyNames.IsiShape => 100,
        FamilyNames.StepSubthresh => 417,
        FamilyNames.SubthreshNorm => 139,
        _ => 150,
    };

    private static Matrix Curves(int cells, int columns, int seed)
    {
        const int Traits = 15;
        var random = new SeededRandom(seed);
        double[][] shapes = Enumerable.Range(0, Traits).Select(_ => Shape(random, columns)).ToArray();
        var result = new Matrix(cells, columns);
        for (int row = 0; row < cells; row++)
        {
            Span<double> cell = result.Row(row);
            for (int k = 0; k < Traits; k++)
            {
                double trait = 10 * random.NextNormal() * Math.Pow(0.7, k);
                for (int column = 0; column < columns; column++)
                {
                    cell[column] += trait * shapes[k][column];
                }
            }

            for (int column = 0; column < columns; column++)
            {
                cell[column] += 0.3 * random.NextNormal();
            }
        }

        return result;
    }

    private static double[] Shape(SeededRandom random, int columns)
    {
        double[] phases = Enumerable.Range(0, 6).Select(_ => 6 * random.NextDouble()).ToArray();
        return Enumerable.Range(0, columns)
            .Select(column => phases.Select((phase, k) => Math.Sin(phase + ((k + 1) * 3.0 * column / columns)) / (k + 1)).Sum())
            .ToArray();
    }
}
