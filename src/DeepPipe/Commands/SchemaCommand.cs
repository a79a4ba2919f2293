using DeepPipe.Configuration;
using DeepPipe.Serving;

namespace DeepPipe;

/// <summary>The command that writes the JSON Schema of config files, for editors.</summary>
public sealed record SchemaCommand
{
    /// <summary>Writes the schema to standard output.</summary>
    public static void Run(Terminal terminal) => terminal.Output.Write(JsonSchema.Of<RootConfig>());
}
