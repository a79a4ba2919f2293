using DeepPipe.Bundle;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>The command that goes on with a text by a language model.</summary>
/// <param name="Bundle">The bundle's folder.</param>
public sealed record GenerateCommand(string Bundle)
{
    /// <summary>The text so far; empty for none.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>How it is gone on with.</summary>
    public GenerationOptions Options { get; init; } = new();

    /// <summary>Where the model runs, see <see cref="DeviceOption"/>.</summary>
    public string Device { get; init; } = DeviceOption.Default;

    /// <summary>Writes the prompt and what follows as it comes. The golden texts are held against the model first. Throws what <see cref="TextGenerator.Open"/> throws.</summary>
    /// <exception cref="IntegrityException">The bundle does not hold, or its golden texts are not answered as in training.</exception>
    public void Run(Terminal terminal, CancellationToken cancel)
    {
        var bundle = BundleFolder.Open(Bundle);
        using var generator = TextGenerator.Open(bundle, DeviceChoice.Parse(Device), threads: 0, terminal.Error.WriteLine);
        generator.Verify();
        terminal.Output.Write(Prompt);
        foreach (var piece in generator.Generate(Prompt, Options, cancel))
        {
            terminal.Output.Write(piece);
            terminal.Output.Flush();
        }
        terminal.Output.WriteLine();
    }
}
