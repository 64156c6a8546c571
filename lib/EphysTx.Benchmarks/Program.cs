using EphysTx.Benchmarks;
using EphysTx.Benchmarks.Decomposition;
using EphysTx.Benchmarks.Forest;
using EphysTx.Benchmarks.Sequence;
using EphysTx.Benchmarks.Tabular;
using EphysTx.Benchmarks.Transfer;

// Each benchmark prints what it measured; `dotnet run --project lib/EphysTx.Benchmarks -c Release -- <name>`.
var benchmarks = new SortedDictionary<string, Action<string[]>>(StringComparer.Ordinal)
{
    ["calibrate"] = SimulationBenchmark.Calibrate,
    ["calibration"] = SimulationBenchmark.Check,
    ["extract"] = ExtractBenchmark.Run,
    ["boosting"] = BoostingBenchmark.Run,
    ["forest"] = ForestBenchmark.Run,
    ["forest-agreement"] = ForestAgreement.Run,
    ["hdf5"] = rest => Hdf5Benchmark.Run(rest),
    ["intervals"] = IntervalBenchmark.Run,
    ["predict"] = PredictBenchmark.Run,
    ["simulated"] = SimulationBenchmark.Cohort,
    ["smote"] = SmoteBenchmark.Run,
    ["sequence"] = SequenceBenchmark.Run,
    ["sequence-suite"] = SequenceSuiteBenchmark.Run,
    ["sparse-pca"] = SparsePcaBenchmark.Run,
    ["trust"] = TrustBenchmark.Run,
    ["transfer"] = TransferBenchmark.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out Action<string[]>? run))
{
    Console.Error.WriteLine($"Name a benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

run(args[1..]);
return 0;
