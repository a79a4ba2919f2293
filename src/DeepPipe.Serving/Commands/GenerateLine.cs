using System.CommandLine;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>The command line of <c>generate BUNDLE</c>.</summary>
internal static class GenerateLine
{
    public static Command Of(Terminal terminal, Argument<string> bundle)
    {
        var defaults = new GenerationOptions();
        var prompt = new Option<string>("--prompt") { Description = "The text to go on with", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var tokens = new Option<int>("--tokens") { Description = "How many tokens are drawn", HelpName = "N", DefaultValueFactory = _ => defaults.Tokens };
        var temperature = new Option<double>("--temperature")
        {
            Description = "Below 1 likely tokens become likelier; 0 always takes the likeliest",
            HelpName = "NUMBER",
            DefaultValueFactory = _ => defaults.Temperature,
        };
        var topK = new Option<int?>("--top-k") { Description = "Draw from so many of the likeliest tokens", HelpName = "N" };
        var topP = new Option<double?>("--top-p") { Description = "Draw from the fewest likeliest tokens of this probability", HelpName = "NUMBER" };
        var seed = new Option<ulong>("--seed") { Description = "What the draws come from", HelpName = "N", DefaultValueFactory = _ => defaults.Seed };
        var device = CommandLines.Device();
        var command = new Command("generate", "Go on with a text by a language model") { bundle, prompt, tokens, temperature, topK, topP, seed, device };
        command.Validators.Add(result =>
        {
            if (Options(result.GetValue(tokens), result.GetValue(temperature), result.GetValue(topK), result.GetValue(topP), 0).Problem() is { } problem)
                result.AddError($"--{problem}.");
        });
        command.SetAction(parsed =>
        {
            var generate = new GenerateCommand(parsed.GetValue(bundle)!)
            {
                Prompt = parsed.GetValue(prompt)!,
                Options = Options(
                    parsed.GetValue(tokens), parsed.GetValue(temperature), parsed.GetValue(topK), parsed.GetValue(topP), parsed.GetValue(seed)),
                Device = parsed.GetValue(device)!,
            };
            return CommandRunner.Run(terminal, cancel => generate.Run(terminal, cancel));
        });
        return command;
    }

    private static GenerationOptions Options(int tokens, double temperature, int? topK, double? topP, ulong seed) =>
        new() { Tokens = tokens, Temperature = temperature, TopK = topK, TopP = topP, Seed = seed };
}
