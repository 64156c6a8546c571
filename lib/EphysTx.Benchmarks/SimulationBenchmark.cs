using System.Diagnostics;
using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Simulation.Calibration;
using EphysTx.Simulation.Populations;

namespace EphysTx.Benchmarks;

/// <summary>Calibration of the simulated classes, and how well it holds.</summary>
internal static class SimulationBenchmark
{
    /// <summary>Searches parameters (all classes, or those that an argument is part of) and prints the lines of the parameter table.</summary>
    public static void Calibrate(string[] arguments)
    {
        NeuronClass[] classes = [.. RealQuartiles.Classes.Where(one => arguments.Length == 0 || arguments.Any(one.ToString().Contains))];
        Parallel.ForEach(classes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, one =>
        {
            (ClassParameters found, double loss) = ParameterSearch.Run(ParameterTable.Of(one), new ParameterSearchOptions(), new Lines());
            string numbers = string.Join(", ", found.ToVector().Select(x => x.ToString("0.####", CultureInfo.InvariantCulture)));
            lock (Console.Out)
            {
                Console.WriteLine($"        [new(\"{one.Species}\", \"{one.Subclass}\")] = [{numbers}],");
                Print(CalibrationCriterion.Measure(found, 20, 3), loss);
            }
        });
    }

    /// <summary>Prints the criterion of every class with the parameters of the table.</summary>
    public static void Check(string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        int cells = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 30;
        Parallel.ForEach(RealQuartiles.Classes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, one =>
        {
            CriterionResult result = CalibrationCriterion.Measure(ParameterTable.Of(one), cells, 3);
            lock (Console.Out)
            {
                Print(result, double.NaN);
            }
        });
        Console.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s for {cells} cells of each class");
    }

    /// <summary>Processor time of the cohort's cells, and which cells the funnel drops.</summary>
    public static void Cohort(string[] arguments)
    {
        int mouse = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 60;
        SimulatedCohort.Make(new SimulatedCohortOptions { MouseCells = 5, HumanCells = 4 });
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        CohortSet set = SimulatedCohort.Make(new SimulatedCohortOptions { MouseCells = mouse, HumanCells = Math.Max(4, mouse / 3) });
        int cells = mouse + Math.Max(4, mouse / 3);
        double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{cells} cells: {processor / cells:0} ms of processor time and {(GC.GetTotalAllocatedBytes() - allocated) / 1e6 / cells:0} MB allocated per cell, {watch.Elapsed.TotalSeconds:0.0} s in all; so 800 cells take {processor / cells * 800 / 2000:0} s on 2 free cores"));
        foreach (FunnelDrop drop in new[] { set.Mouse, set.Human }.SelectMany(cohort => cohort.Funnel.Steps).SelectMany(step => step.Drops))
        {
            Console.WriteLine($"dropped: {drop.Reason}, {drop.Subclass}, {drop.Count}");
        }
    }

    private static void Print(CriterionResult result, double loss) => Console.WriteLine(
        $"// {result.Class}: {result.Held}/10, loss {loss:0.0}; " + string.Join("; ", result.Features.Select(feature => string.Create(
            CultureInfo.InvariantCulture, $"{(feature.Holds ? "" : "MISS ")}{feature.Feature} {feature.Simulated:G3} [{feature.Real.Lower:G3} {feature.Real.Upper:G3}] -{feature.Missing:0.00}"))));

    private sealed class Lines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
