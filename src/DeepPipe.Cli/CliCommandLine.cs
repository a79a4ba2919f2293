using System.CommandLine;
using System.CommandLine.Help;
using DeepPipe.Serving;

namespace DeepPipe.Cli;

/// <summary>The command line of deeppipe. What a command needs is loaded when it runs: help stays quick, and predict loads no libtorch.</summary>
internal static class CliCommandLine
{
    public static int Run(string[] args, Terminal terminal)
    {
        // A RootCommand would call itself by the name of the assembly.
        var root = new Command("deeppipe", "From a table of raw data to a trained, proven and served model, by one config file.")
        {
            new HelpOption(),
            new VersionOption(),
            Check(terminal),
            Train(terminal),
            Resume(terminal),
            Rehearse(terminal),
            CommandLines.Verify(terminal),
            CommandLines.Predict(terminal),
            CommandLines.Generate(terminal),
            Doctor(terminal),
            Schema(terminal),
        };
        return CommandLines.Run(root, args, terminal);
    }

    private static Command Train(Terminal terminal)
    {
        var config = ConfigArgument();
        var set = SetOption();
        var device = CommandLines.Device();
        var runs = new Option<string>("--runs")
        {
            Description = "The folder in which runs lie",
            HelpName = "DIR",
            DefaultValueFactory = _ => "runs",
        };
        var json = CommandLines.Json();
        var command = new Command("train", "Train a config: check, fit, rehearse, train, evaluate, export, prove") { config, set, device, runs, json };
        command.SetAction(parsed => Execute(terminal, cancel => new TrainCommand(parsed.GetValue(config)!)
        {
            Overrides = parsed.GetValue(set) ?? [],
            Device = parsed.GetValue(device)!,
            RunsFolder = parsed.GetValue(runs)!,
            Json = parsed.GetValue(json),
        }.Run(terminal, cancel)));
        return command;
    }

    private static Command Resume(Terminal terminal)
    {
        var run = RunArgument();
        var json = CommandLines.Json();
        var command = new Command("resume", "Go on with a run that was cut off; it ends with the same bits as an unbroken one") { run, json };
        command.SetAction(parsed => Execute(
            terminal, cancel => new ResumeCommand(parsed.GetValue(run)!) { Json = parsed.GetValue(json) }.Run(terminal, cancel)));
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var config = ConfigArgument();
        var set = SetOption();
        var command = new Command("check", "Say everything that is wrong with a config; else what it makes, with the export rehearsed") { config, set };
        command.SetAction(parsed => Execute(
            terminal, cancel => new CheckCommand(parsed.GetValue(config)!) { Overrides = parsed.GetValue(set) ?? [] }.Run(terminal, cancel)));
        return command;
    }

    private static Command Rehearse(Terminal terminal)
    {
        var run = RunArgument();
        var command = new Command("rehearse", "Rehearse a run's export") { run };
        command.Hidden = true;
        command.SetAction(parsed => Execute(terminal, _ => new RehearseCommand(parsed.GetValue(run)!).Run()));
        return command;
    }

    private static Command Doctor(Terminal terminal)
    {
        var command = new Command("doctor", "Say what was found here: versions, devices, providers, and what falls back to what");
        command.SetAction(_ => Execute(terminal, _ => DoctorCommand.Run(terminal)));
        return command;
    }

    private static Command Schema(Terminal terminal)
    {
        var command = new Command("schema", "Write the JSON Schema of config files, for editors");
        command.SetAction(_ => Execute(terminal, _ => SchemaCommand.Run(terminal)));
        return command;
    }

    private static int Execute(Terminal terminal, Action<CancellationToken> work) => CommandRunner.Run(terminal, work, Failures.Of);

    private static Argument<string> ConfigArgument() => new("CONFIG") { Description = "The config file" };

    private static Argument<string> RunArgument() => new("RUN") { Description = "The run's folder" };

    private static Option<string[]> SetOption() => new("--set")
    {
        Description = "Change a value of the config for this run; may be given several times",
        HelpName = "KEY=VALUE",
    };
}
