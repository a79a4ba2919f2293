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
            Predict(terminal),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            return Refuse(parsed, terminal);
        return parsed.Invoke(new() { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error });
    }

    private static Command Predict(Terminal terminal)
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "The folder of the bundle" };
        var input = new Argument<string>("INPUT") { Description = "The table to score: .csv, .csv.gz, .tsv, .parquet, .arrow, .feather" };
        var output = new Argument<string>("OUTPUT") { Description = "The table to write, its format told by the extension" };
        var force = new Option<bool>("--force") { Description = "Replace OUTPUT where it is already there" };
        var json = new Option<bool>("--json") { Description = "Tell the result as JSON" };
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
        var command = new Command("predict", "Score the rows of a table") { bundle, input, output, force, device, json };
        command.SetAction(parsed =>
        {
            var predict = new PredictCommand(parsed.GetValue(bundle)!, parsed.GetValue(input)!, parsed.GetValue(output)!)
            {
                Device = parsed.GetValue(device)!,
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
            };
            return CommandRunner.Run(terminal, cancel => predict.Run(terminal, cancel));
        });
        return command;
    }

    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        foreach (var error in parsed.Errors)
            terminal.Error.WriteLine(error.Message);
        var command = parsed.CommandResult.Command;
        terminal.Error.WriteLine($"See deeppipe-host {(parsed.CommandResult.Parent is null ? "" : $"{command.Name} ")}--help.");
        return ExitCode.Usage;
    }
}
