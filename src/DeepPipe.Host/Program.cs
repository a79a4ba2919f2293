using DeepPipe.Host;
using DeepPipe.Serving;

return HostCommandLine.Run(args, Terminal.OfProcess());
