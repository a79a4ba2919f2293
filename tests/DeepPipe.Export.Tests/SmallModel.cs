using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Encoders;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Export.Tests;

/// <summary>A fitted model of random rows, with random weights.</summary>
internal sealed class SmallModel : IDisposable
{
    private static readonly string[] Colours = ["red", "green", "blue", "ä", "ß"];

    private SmallModel(FeaturePlan features, TargetPlans targets, NetworkConfig network, TableProfile profile, RecordBatch rows, IReadOnlyList<TargetConfig>? configs)
    {
        Features = features;
        Targets = targets;
        Rows = rows;
        Model = TableModel.Of(features, targets, network, network.NumberInput.AskedBins?.Fit(features, targets, profile, () => [rows]), configs);
        Request = new ExportRequest(Model, features, targets, ProfileDocument.Of(profile), [], new Tolerance(), Seed: 3);
    }

    internal FeaturePlan Features { get; }

    internal TargetPlans Targets { get; }

    internal TableModel Model { get; }

    internal RecordBatch Rows { get; }

    internal ExportRequest Request { get; }

    internal static SmallModel Of(
        int numberCount, int categoryCount, TaskKind task, NetworkConfig network, int seed = 1, int rowCount = 200, TargetConfig? config = null) =>
        Of(numberCount, categoryCount, [Plan(config ?? new() { Column = "answer", Task = task })], network, seed, rowCount, config is null ? null : [config]);

    internal static SmallModel Of(
        int numberCount, int categoryCount, IReadOnlyList<TargetPlan> targets, NetworkConfig network, int seed = 1, int rowCount = 200,
        IReadOnlyList<TargetConfig>? configs = null, int blockCount = 0, string? onlyBlock = null)
    {
        var random = new Random(seed);
        manual_seed(seed);
        var rows = SmallBlocks.With(Draw(numberCount, categoryCount, rowCount, random), blockCount, rowCount, random, onlyBlock);
        var columns = rows.Schema.FieldsList.Select(field => new InputColumn(field.Name, SmallBlocks.TypeOf(field))).ToList();
        var profile = new TableProfile(columns.Where(column => !column.Type.IsBlock()).Select(column => (column.Name, column.Type)));
        foreach (var column in columns.Where(column => !column.Type.IsBlock()))
            Observe(profile, column, rows.Column(column.Name));
        var asked = Config(columns, seed);
        var blocks = new BlockFit(asked, columns, "rows");
        blocks.Observe(rows, [.. Enumerable.Repeat(true, rowCount)]);
        var (plans, answered) = (new TargetPlans(targets), Answered(rows, targets, random));
        var features = blocks.Complete(FeaturePlan.Fit(asked, columns, profile)).WithTarget(asked, plans, [answered], (ulong)seed);
        return new SmallModel(features, plans, network, profile, rows, configs);
    }

    /// <summary>A fitted target of an entry of <c>targets</c>.</summary>
    internal static TargetPlan Plan(TargetConfig config) => config.Task switch
    {
        TaskKind.Binary => new ClassTarget(config.Column, config.Task, ["no", "yes"]),
        TaskKind.Multiclass => new ClassTarget(config.Column, config.Task, ["large", "middle", "small"]),
        TaskKind.Multilabel => new LabelsTarget(config.Column, ["a", "b c", "ü"], "|"),
        _ => new NumberTarget(config.Column, 300, 50)
        {
            Levels = config.Loss is QuantileConfig { Levels: var levels } ? [.. levels.Select(level => new TargetQuantile(level, 250 + 100 * level))] : [],
        },
    };

    // Every kind of column has its turn.
    private static FeaturesConfig Config(IReadOnlyList<InputColumn> columns, int seed)
    {
        var scales = Enum.GetValues<NumberScale>();
        ClipConfig[] clips = [new NoClip(), new QuantileClip(), new ValueClip { Lower = 2 }];
        NumberBinsConfig[] bins = [new NoBins(), new NoBins(), new QuantileBins(), new NoBins(), new UniformBins { Count = 3 }];
        CategoryEncodingConfig[][] encodings =
        [
            [new CodeEncodingConfig()],
            [new CodeEncodingConfig(), new FrequencyEncodingConfig(), new TargetEncodingConfig()],
            [new TargetEncodingConfig { Smooth = 3 }],
            [new OrdinalEncodingConfig()],
        ];
        MissingFill[] fills = [new MeanAndIndicatorFill(), new MedianFill(), new ConstantAndIndicatorFill { Value = -3 }];
        return new FeaturesConfig
        {
            Defaults = new FeatureDefaults
            {
                Category = new CategoryFeatureConfig { RareBelow = 1 },
                Datetime = new DateTimeFeatureConfig
                {
                    Parts = [.. Enum.GetValues<DateTimePart>().Where((_, index) => (index + seed) % 3 > 0)],
                    Form = Enum.GetValues<DateTimeForm>()[seed / 3 % 3],
                },
                Set = new SetFeatureConfig { RareBelow = 1, Length = 3 },
                Text = new TextFeatureConfig { RareBelow = 1, Length = 6, Tokens = Enum.GetValues<TokeniserKind>()[seed % 4], Vocabulary = 300 },
                Image = new ImageFeatureConfig { Height = 8, Width = 9, Resize = Enum.GetValues<ImageResize>()[seed % 3] },
            },
            Columns = columns.Where(column => !column.Type.IsBlock() && column.Type != ColumnType.DateTime).Select((column, index) => (column, index: index + seed)).ToDictionary(
                one => one.column.Name,
                one => one.column.Type == ColumnType.Category
                    ? new ColumnFeatureConfig { Encodings = encodings[one.index % encodings.Length] }
                    : new ColumnFeatureConfig
                    {
                        Scale = scales[one.index % scales.Length],
                        Clip = clips[one.index % clips.Length],
                        Missing = fills[one.index % fills.Length],
                        Bins = bins[one.index % bins.Length],
                    }),
        };
    }

    private static RecordBatch Answered(RecordBatch rows, IReadOnlyList<TargetPlan> targets, Random random)
    {
        var answers = targets.Select(target => Answers(target, rows.Length, random)).ToList();
        var schema = new Schema(rows.Schema.FieldsList.Concat(targets.Zip(answers, (target, answer) => new Field(target.Column, answer.Data.DataType, true))), null);
        return new RecordBatch(schema, [.. rows.Arrays, .. answers], rows.Length);
    }

    private static IArrowArray Answers(TargetPlan target, int rowCount, Random random)
    {
        if (target is NumberTarget)
            return new DoubleArray.Builder().AppendRange(Enumerable.Range(0, rowCount).Select(_ => 300 + 50 * random.NextDouble())).Build();
        var texts = new StringArray.Builder();
        for (var row = 0; row < rowCount; row++)
        {
            texts.Append(target is ClassTarget classes
                ? classes.Classes[random.Next(classes.Classes.Count)]
                : string.Join('|', ((LabelsTarget)target).Labels.Where(_ => random.Next(2) == 0)));
        }
        return texts.Build();
    }

    public void Dispose() => Model.Dispose();

    private static RecordBatch Draw(int numberCount, int categoryCount, int rowCount, Random random)
    {
        var columns = Enumerable.Range(0, numberCount).Select(column => ($"number {column}", (IArrowArray)Numbers(rowCount, column, random)))
            .Concat(Enumerable.Range(0, categoryCount).Select(column => ($"category {column}", (IArrowArray)Texts(rowCount, random)))).ToList();
        var schema = new Schema(columns.Select(column => new Field(column.Item1, column.Item2.Data.DataType, true)), null);
        return new RecordBatch(schema, columns.Select(column => column.Item2), rowCount);
    }

    private static DoubleArray Numbers(int rowCount, int column, Random random)
    {
        double[] values = [.. Enumerable.Range(0, rowCount)
            .Select(_ => column % 2 == 0 && random.Next(8) == 0 ? double.NaN : Math.Exp(3 * random.NextDouble()) * Math.Pow(10, column))];
        var validity = new ArrowBuffer.BitmapBuilder();
        foreach (var value in values)
            validity.Append(!double.IsNaN(value));
        return new DoubleArray(
            new ArrowBuffer.Builder<double>().AppendRange(values).Build(), validity.Build(), rowCount, values.Count(double.IsNaN), 0);
    }

    private static StringArray Texts(int rowCount, Random random)
    {
        var builder = new StringArray.Builder();
        for (var row = 0; row < rowCount; row++)
            builder.Append(random.Next(9) == 0 ? null : Colours[random.Next(Colours.Length)]);
        return builder.Build();
    }

    private static void Observe(TableProfile profile, InputColumn column, IArrowArray values)
    {
        if (values is DoubleArray numbers)
            profile.Numbers[column.Name].Observe(numbers.Values);
        else
            for (var row = 0; row < values.Length; row++)
                profile.Categories[column.Name].Observe(((StringArray)values).GetString(row));
    }
}
