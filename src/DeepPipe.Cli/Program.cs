using DeepPipe.Cli;
using DeepPipe.Serving;

return CliCommandLine.Run(args, Terminal.OfProcess());
