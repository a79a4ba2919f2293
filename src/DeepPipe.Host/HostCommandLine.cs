using System.CommandLine;
using System.CommandLine.Help;
using DeepPipe.Serving;

namespace DeepPipe.Host;

/// <summary>The command line of deeppipe-host.</summary>
internal static class HostCommandLine
{
    public static int Run(string[] args, Terminal terminal)
    {
        // A RootCommand would call itself by the name of the assembly.
        var root = new Command("deeppipe-host", "Serves models from their bundles. Carries no trainer.")
        {
            new HelpOption(),
            new VersionOption(),
            CommandLines.Predict(terminal),
            CommandLines.Generate(terminal),
            CommandLines.Verify(terminal),
        };
        return CommandLines.Run(root, args, terminal);
    }
}
