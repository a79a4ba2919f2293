using System.CommandLine;
using DeepPipe.Configuration;

namespace DeepPipe.Serving;

/// <summary>The commands that deeppipe and deeppipe-host have in common, for their command lines.</summary>
public static class CommandLines
{
    /// <summary><c>predict BUNDLE INPUT OUTPUT</c>.</summary>
    public static Command Predict(Terminal terminal)
    {
        var bundle = Bundle();
        var input = new Argument<string>("INPUT") { Description = "The table to score: .csv, .csv.gz, .tsv, .parquet, .arrow, .feather" };
        var output = new Argument<string>("OUTPUT") { Description = "The table to write, its format told by the extension" };
        var force = new Option<bool>("--force") { Description = "Replace OUTPUT where it is already there" };
        var everyWindow = new Option<bool>("--every-window")
        {
            Description = "Of a model of series: forecast from every window of INPUT, not only from its end",
        };
        var json = Json();
        var device = Device();
        var command = new Command("predict", "Score the rows of a table") { bundle, input, output, force, everyWindow, device, json };
        command.SetAction(parsed =>
        {
            var predict = new PredictCommand(parsed.GetValue(bundle)!, parsed.GetValue(input)!, parsed.GetValue(output)!)
            {
                Device = parsed.GetValue(device)!,
                Force = parsed.GetValue(force),
                EveryWindow = parsed.GetValue(everyWindow),
                Json = parsed.GetValue(json),
            };
            return CommandRunner.Run(terminal, cancel => predict.Run(terminal, cancel));
        });
        return command;
    }

    /// <summary><c>verify BUNDLE</c>.</summary>
    public static Command Verify(Terminal terminal)
    {
        var bundle = Bundle();
        var json = Json();
        var device = Device();
        var command = new Command("verify", "Prove a bundle: hashes, signature, golden rows") { bundle, device, json };
        command.SetAction(parsed =>
        {
            var verify = new VerifyCommand(parsed.GetValue(bundle)!) { Device = parsed.GetValue(device)!, Json = parsed.GetValue(json) };
            return CommandRunner.Run(terminal, _ => verify.Run(terminal));
        });
        return command;
    }

    /// <summary><c>generate BUNDLE</c>.</summary>
    public static Command Generate(Terminal terminal) => GenerateLine.Of(terminal, Bundle());

    /// <summary>Where a model runs or is trained.</summary>
    public static Option<string> Device()
    {
        var device = new Option<string>("--device")
        {
            Description = $"Where the model runs: {DeviceOption.Allowed}",
            HelpName = "DEVICE",
            DefaultValueFactory = _ => DeviceOption.Default,
        };
        device.Validators.Add(result =>
        {
            if (DeviceOption.Problem(result.GetValueOrDefault<string>()) is { } problem)
                result.AddError(problem);
        });
        return device;
    }

    /// <summary>Whether the result is told to a machine.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Tell the result as JSON" };

    /// <summary>Parses and runs; a command line that is wrong is told on the error stream and ends with <see cref="ExitCode.Usage"/>.</summary>
    public static int Run(Command root, string[] args, Terminal terminal)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error });

        foreach (var problem in Problems(parsed))
            terminal.Error.WriteLine(problem);
        var command = parsed.CommandResult.Parent is null ? "" : $"{parsed.CommandResult.Command.Name} ";
        terminal.Error.WriteLine($"See {root.Name} {command}--help.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Problems(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string[] names = [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name), .. command.Options.Select(option => option.Name)];
        // What follows a command that is not there is nobody's argument.
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..])
            return [$"There is no command \"{word}\". {Nearest.Hint(word, names) ?? $"Commands: {string.Join(", ", names.Where(IsCommand))}."}"];
        return parsed.Errors.Select(error =>
            parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)) is { } token
            && Nearest.Hint(token, names) is { } hint ? $"{error.Message} {hint}" : error.Message);
    }

    private static bool IsCommand(string name) => !name.StartsWith('-');

    private static Argument<string> Bundle() => new("BUNDLE") { Description = "The folder of the bundle" };
}
