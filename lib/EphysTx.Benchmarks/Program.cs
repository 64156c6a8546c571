return args is ["hdf5", .. string[] rest] ? EphysTx.Benchmarks.Hdf5Benchmark.Run(rest) : 0;
