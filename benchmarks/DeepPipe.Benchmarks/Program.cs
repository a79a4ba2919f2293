using DeepPipe.Benchmarks;

return BenchmarkCommandLine.Run(args);
