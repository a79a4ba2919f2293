using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Export;
using DeepPipe.Statistics;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>Rows of a table.</summary>
internal sealed class TableSubject : ISubject
{
    private readonly Dataset dataset;
    private readonly FittedTable fitted;
    private readonly TableBlueprint blueprint;

    private TableSubject(RootConfig config, Dataset dataset, FittedTable fitted)
    {
        (Config, this.dataset, this.fitted) = (config, dataset, fitted);
        blueprint = new(config, fitted);
    }

    /// <inheritdoc/>
    public RootConfig Config { get; }

    /// <inheritdoc/>
    public IBlueprint Blueprint => blueprint;

    /// <inheritdoc/>
    public IReadOnlyList<string> Files => dataset.Files;

    internal static TableSubject Fit(RootConfig config, Action<string> say, CancellationToken cancel)
    {
        var dataset = Open(config, say);
        config = config with { Data = dataset.Resolved };
        return new(config, dataset, FittedTable.Fit(config, dataset, cancel));
    }

    internal static TableSubject Reopen(RootConfig config, RunFolder run, Action<string> say) => new(config, Open(config, say), run.ReadFitted());

    internal static Dataset Open(RootConfig config, Action<string> say)
    {
        var dataset = Dataset.Open(config.Data, config.Seed);
        foreach (var stray in dataset.Strays.Where(stray => config.NeedsNumbers(stray.Column)))
            say(SourcePaths.Concealed(config.Data, stray.ToString()));
        var problems = config.ProblemsWith(dataset.Columns).Concat(GateProblems.Of(config, dataset.RowCount)).ToList();
        if (problems.Count > 0)
            throw new ConfigException(problems);
        if (dataset.RowCount(Part.Validation) == 0)
            throw TrainingException.NoRows("validation");
        return config.DataOfTask(dataset.Columns) is { } data ? Dataset.Open(data, config.Seed) : dataset;
    }

    /// <inheritdoc/>
    public long RowCount(Part part) => dataset.RowCount(part);

    /// <inheritdoc/>
    public PreparedData Prepare(CancellationToken cancel) =>
        PreparedData.From(dataset, fitted.Features, fitted.Targets, cancel, fitted.RowWeights);

    /// <inheritdoc/>
    public ParityRecord Export(
        Trainee trainee, Part heldOut, string path, Func<Signature, ParityRecord, Manifest> describe, CancellationToken cancel) =>
        BundleExport.Write(
            blueprint.Request(trainee),
            PartRows.Read(dataset, [.. fitted.Features.Inputs.Select(input => input.Name)], heldOut, cancel),
            path,
            replace: true,
            (signature, parity) => describe(WithReading(signature), parity));

    private SignatureWindows Windows(WindowsConfig windows, Dataset steps) => new(windows.LookBack)
    {
        Series = windows.Series,
        Time = steps.Columns.FirstOrDefault(column => column.Name == windows.Time) is { } time
            ? new SignatureColumn(time.Name, time.Type, Config.Data.Source.Missing) { Format = time.Format, TimeZone = time.TimeZone }
            : null,
        CarriesForward = windows.Gaps == StepGaps.ForwardFill,
    };

    // What the table's cells need to be read as here, beside what the features know.
    private Signature WithReading(Signature signature)
    {
        var dates = dataset.Columns.Where(column => column.Type == ColumnType.DateTime).ToDictionary(column => column.Name);
        return signature with
        {
            Windows = dataset.Steps is { } steps ? Windows(Config.Data.Windows!, steps) : null,
            Delimiter = (Config.Data.Source as CsvSourceConfig)?.Delimiter,
            Inputs = [.. signature.Inputs.Select(input => dates.GetValueOrDefault(input.Name) is { } date
                ? input with { Format = date.Format, TimeZone = date.TimeZone } : input)],
        };
    }
}
