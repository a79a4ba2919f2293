using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Evaluation;
using DeepPipe.Features;
using DeepPipe.Inference;
using DeepPipe.Models;
using DeepPipe.Statistics;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>A config file: from a table of raw data to a proven bundle.</summary>
public sealed record RootConfig : IValidated
{
    /// <summary>The version of this grammar.</summary>
    /// <value>Required. 1.</value>
    [Within(AtLeast = 1, AtMost = 1)]
    public required int Format { get; init; }

    /// <summary>The model's name; runs are called after it.</summary>
    /// <value>Required. Letters, digits, hyphens and underscores.</value>
    public required string Name { get; init; }

    /// <summary>What every random draw comes from.</summary>
    /// <value>Default 0. At least 0.</value>
    public ulong Seed { get; init; }

    /// <summary>Where the rows come from, what they must be, and how they are split.</summary>
    /// <value>Required.</value>
    public required DataConfig Data { get; init; }

    /// <summary>How columns become numbers.</summary>
    /// <value>Default: every column but targets and split, as its type asks.</value>
    public FeaturesConfig Features { get; init; } = new();

    /// <summary>What is learned.</summary>
    /// <value>Of a table at least one entry, each of another column; of a text none.</value>
    public IReadOnlyList<TargetConfig> Targets { get; init; } = [];

    /// <summary>The network.</summary>
    /// <value>Default <c>mlp</c>.</value>
    public NetworkConfig Network { get; init; } = new MlpConfig();

    /// <summary>How it is trained.</summary>
    /// <value>Default: 100 epochs of AdamW with a cosine schedule, stopped early.</value>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>What the model must reach.</summary>
    /// <value>Default: no gate.</value>
    public EvaluationConfig Evaluation { get; init; } = new();

    /// <summary>How the bundle is made.</summary>
    /// <value>Default: tolerances of 1e-5 and 1e-4.</value>
    public ExportConfig Export { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Name.Length is 0 or > 100 || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            yield return new("name", Name, "1 to 100 letters, digits, hyphens and underscores");
        foreach (var problem in TargetProblems().Concat(ForecastProblems.Of(this)).Concat(LanguageProblems()))
            yield return problem;
        if (Network.NormalizesBatches && Training.BatchRows == 1)
            yield return new("training.batch_rows", Training.BatchRows, "at least 2, since network.norm is batch: one row has no variance");
        if (Training.Sampling == Sampling.Balanced && Targets is not [{ Task: TaskKind.Binary or TaskKind.Multiclass }])
            yield return new("training.sampling", "balanced", "only for a single target of classes");
        foreach (var name in Targets.Select(target => target.Column).Where(name => Features.Columns.ContainsKey(name)))
            yield return new(KeyPath.Join("features", "columns", name), name, "no target: a target is never a feature");
    }

    private IEnumerable<Problem> TargetProblems()
    {
        if (Targets.Count == 0 && !IsLanguage)
            yield return new("targets", new Phrase("an empty list"), "at least one target");
        foreach (var (index, target) in Targets.Index())
        {
            if (Targets.Take(index).Any(before => before.Column == target.Column))
                yield return new(KeyPath.Join("targets", $"{index}", "column"), target.Column, "a column that no other target has");
            if (Targets.Count > 1)
                continue;
            if (target.Weight != 1)
                yield return new("targets.0.weight", target.Weight, "only with several targets");
            if (target.Missing == MissingTarget.Skip)
                yield return new("targets.0.missing", "skip", "only with several targets: a row without its only target has nothing to learn");
        }
    }

    /// <summary>Whether a language is learned of a text, and not rows of a table.</summary>
    internal bool IsLanguage => Data.Source is TextSourceConfig;

    private IEnumerable<Problem> LanguageProblems()
    {
        if (IsLanguage != (Network is GptConfig))
            yield return IsLanguage
                ? new("network", new Phrase("one of tables"), "gpt, since data.source is text")
                : new("network", "gpt", "only with data.source: text");
        if (!IsLanguage)
            yield break;
        if (Data.Split is not (ChronologicalSplitConfig { By: null } or FilesSplitConfig { ValidationFraction: null }))
            yield return new("data.split", new Phrase("one of rows"), "chronological, or files with one for each part, since data.source is text");
        if (Targets.Count > 0)
            yield return new("targets", new Phrase($"a list of {Targets.Count}"), "none: of a text, the token that follows is learned");
        if (Data.Columns.Count > 0)
            yield return new("data.columns", new Phrase("set"), "none: a text has no columns");
        if (Training.Sampling != Sampling.Shuffled)
            yield return new("training.sampling", new Phrase("set"), "shuffled, since data.source is text");
        if (Training.RowWeights is { } weights)
            yield return new("training.row_weights", weights, "none: a text has no columns");
        if (Training.Augmentation.Count > 0)
            yield return new("training.augmentation", new Phrase($"a list of {Training.Augmentation.Count}"), "none: tokens are no quantities");
        if (Data.Windows is not null)
            yield return new("data.windows", new Phrase("set"), "none: rows of a text are windows of its tokens already");
        if (Features.Columns.Count + Features.Drop.Count > 0)
            yield return new("features", new Phrase("set by column"), "features.defaults.text alone: a text has no columns");
    }

    /// <summary>What only shows when the config meets the table's columns.</summary>
    internal IEnumerable<Problem> ProblemsWith(IReadOnlyList<Column> columns)
    {
        var names = columns.Select(column => column.Name).ToList();
        foreach (var (index, target) in Targets.Index().Where(target => !names.Contains(target.Item.Column)))
            yield return new(KeyPath.Join("targets", $"{index}", "column"), target.Column, $"a column of the table: {string.Join(", ", names)}")
            {
                Hint = Nearest.Hint(target.Column, names),
            };
        foreach (var problem in WeightProblems(columns))
            yield return problem;
        foreach (var problem in ForecastProblems.Of(this, columns))
            yield return problem;
        if (Training.Augmentation.Any(change => change is not MixupConfig) && !FeatureColumns(columns).Any(column => column.Type == ColumnType.Image && !Features.Drop.Contains(column.Name)))
            yield return new("training.augmentation", new Phrase("one of images"), "mixup alone: no feature is an image");
        foreach (var problem in FeatureProblems.Of(Features, FeatureColumns(columns)))
            yield return problem;
        foreach (var column in FeatureColumns(columns).Where(column => IsAnswer(column.Name) && !Features.Drop.Contains(column.Name)))
            yield return new("data.source", new Phrase($"a table with a column \"{column.Name}\""), "no column that is called like an answer of the model")
            {
                Hint = "Rename the column, or put it into features.drop.",
            };
    }

    private IEnumerable<Problem> WeightProblems(IReadOnlyList<Column> columns)
    {
        if (Training.RowWeights is not { } name)
            yield break;
        var names = columns.Where(column => column.Type != ColumnType.Category && !IsTarget(column.Name)).Select(column => column.Name).ToList();
        if (!names.Contains(name))
            yield return new("training.row_weights", name, $"a column of numbers that is no target: {string.Join(", ", names)}")
            {
                Hint = Nearest.Hint(name, names),
            };
    }

    /// <summary>
    /// The data with targets declared as what their tasks ask for, a category or a set, where they are undeclared and look like another;
    /// null where nothing is to be changed.
    /// </summary>
    internal DataConfig? DataOfTask(IReadOnlyList<Column> columns)
    {
        var undeclared = Targets
            .Where(target => target.Task is not (TaskKind.Regression or TaskKind.Forecast) && !Data.Columns.ContainsKey(target.Column))
            .Select(target => (target.Column, Wanted: target.Task == TaskKind.Multilabel
                ? (Type: ColumnType.Set, Config: (ColumnConfig)new SetColumnConfig())
                : (Type: ColumnType.Category, Config: new CategoryColumnConfig())))
            .Where(target => columns.Single(column => column.Name == target.Column).Type != target.Wanted.Type)
            .Select(target => new KeyValuePair<string, ColumnConfig>(target.Column, target.Wanted.Config)).ToList();
        return undeclared.Count == 0 ? null : Data with { Columns = Data.Columns.Concat(undeclared).ToDictionary() };
    }

    /// <summary>The columns that may be features: neither targets nor split nor row weights, nor what names rows.</summary>
    internal IReadOnlyList<InputColumn> FeatureColumns(IReadOnlyList<Column> columns) => columns
        .Where(column => !IsTarget(column.Name) && column.Name != (Data.Split as ColumnSplitConfig)?.Column
            && column.Name != Training.RowWeights && !column.IsIdentifier)
        .Select(column => new InputColumn(column.Name, column.Type) { Separator = column.Separator, Span = column.Span }).ToList();

    /// <summary>Whether a column would be learned from, or learned, as numbers where it is no category.</summary>
    internal bool NeedsNumbers(string column) => IsTarget(column)
        ? Targets.Single(target => target.Column == column).Task == TaskKind.Regression
        : column != (Data.Split as ColumnSplitConfig)?.Column && !Features.Drop.Contains(column);

    private bool IsTarget(string column) => Targets.Any(target => target.Column == column);

    private bool IsAnswer(string name) => Targets
        .Select(target => TargetPlans.PrefixOf(target.Column, Targets.Count))
        .Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal) && ModelOutputs.All.Contains(name[prefix.Length..]));
}
