using System.Globalization;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Evaluation;
using DeepPipe.Models;
using DeepPipe.Serving;
using DeepPipe.Torch;

namespace DeepPipe;

/// <summary>The command that says everything that is wrong with a config; and where nothing is, what it makes.</summary>
/// <param name="ConfigPath">The config file.</param>
public sealed record CheckCommand(string ConfigPath)
{
    /// <summary>Values of the config that are changed, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Reads config and table, fits the features, and rehearses the export in a process of its own; leaves nothing behind.</summary>
    /// <exception cref="ConfigException">The config is wrong: all problems.</exception>
    /// <exception cref="DataException">The data is not there, or breaks its contract.</exception>
    /// <exception cref="RehearsalException">The model cannot be exported.</exception>
    public void Run(Terminal terminal, CancellationToken cancel) =>
        new ConfigFile(ConfigPath, Overrides).Use(config => terminal.Output.WriteLine(SourcePaths.Conceal(config, () => Check(config, terminal, cancel))));

    private string Check(RootConfig config, Terminal terminal, CancellationToken cancel)
    {
        LibTorch.Load();
        var subject = Subject.Fit(config, terminal.Error.WriteLine, cancel);
        foreach (var note in subject.Blueprint.Notes)
            terminal.Error.WriteLine(note);

        var scratch = Directory.CreateTempSubdirectory("deeppipe-check-");
        try
        {
            var (text, fittedText) = (Config.Write(subject.Config), subject.Blueprint.ToJson());
            var record = new RunRecord
            {
                Name = config.Name,
                Created = TimeProvider.System.GetUtcNow(),
                Lineage = RunLineage.Of(subject.Config, text, subject.Files, TorchSharp.torch.CPU),
                Fitted = RunLineage.HashOf(fittedText),
            };
            var run = RunFolder.Create(scratch.FullName, text, fittedText, record);
            using var rehearsal = Rehearsal.Start(RehearseCommand.OfThisProcess(), run);
            rehearsal.Finish(cancel);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
        return Describe(subject);
    }

    private string Describe(ISubject subject)
    {
        var trainee = subject.Blueprint.FreshTrainee();
        using var model = trainee.Model;
        var network = subject.Blueprint.Summary(trainee);
        var trained = model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel());
        var all = model.parameters().Sum(parameter => parameter.numel());
        var rows = Enum.GetValues<Part>().Select(subject.RowCount).ToList();
        var lines = string.Join('\n', subject.Blueprint.Lines().Select(line => $"{line.Word,-11} {line.Text}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {ConfigPath} trains.
            rows        {rows[0]} train, {rows[1]} validation, {rows[2]} test
            {lines}
            parameters  {all}{(trained < all ? $", of which {trained} are trained" : "")}
            memory      {Megabytes(rows.Sum() * subject.Blueprint.BytesARow)} of prepared rows, {Megabytes(all * sizeof(float) + trained * 3 * sizeof(float))} of weights, gradients and AdamW's state, about {Megabytes(network.BytesARow * subject.Config.Training.BatchRows)} of a batch's outputs
            export      rehearsed: opset 21, golden rows agree

            {Layers(network)}
            """).TrimEnd();
    }

    private static TextTable Layers(NetworkSummary network)
    {
        var table = new TextTable().Add("network", "", "output", "parameters");
        foreach (var layer in network.Layers)
        {
            table.Add(
                layer.Name.Length == 0 ? "(itself)" : layer.Name,
                layer.Kind,
                $"[{string.Join(", ", layer.OutputShape.Skip(1).Select(size => size.ToString(CultureInfo.InvariantCulture)).Prepend("rows"))}]",
                layer.ParameterCount.ToString(CultureInfo.InvariantCulture));
        }
        return table;
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
