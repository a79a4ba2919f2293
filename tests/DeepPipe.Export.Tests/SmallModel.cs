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

    private SmallModel(FeaturePlan features, TargetPlan target, NetworkConfig network, TableProfile profile, RecordBatch rows, TargetConfig? config)
    {
        Features = features;
        Target = target;
        Rows = rows;
        Model = TableModel.Of(features, target, network, network.NumberInput.AskedBins?.Fit(features, target, profile, () => [rows]), config);
        Request = new ExportRequest(Model, features, target, ProfileDocument.Of(profile), [], new Tolerance(), Seed: 3);
    }

    internal FeaturePlan Features { get; }

    internal TargetPlan Target { get; }

    internal TableModel Model { get; }

    internal RecordBatch Rows { get; }

    internal ExportRequest Request { get; }

    internal static SmallModel Of(int numberCount, int categoryCount, TaskKind task, NetworkConfig network, int seed = 1, int rowCount = 200,
        TargetConfig? config = null, int blockCount = 0)
    {
        var random = new Random(seed);
        manual_seed(seed);
        var rows = SmallBlocks.With(Draw(numberCount, categoryCount, rowCount, random), blockCount, rowCount, random);
        var columns = rows.Schema.FieldsList.Select(field => new InputColumn(field.Name, SmallBlocks.TypeOf(field))).ToList();
        var profile = new TableProfile(columns.Where(column => !column.Type.IsBlock()).Select(column => (column.Name, column.Type)));
        foreach (var column in columns.Where(column => !column.Type.IsBlock()))
            Observe(profile, column, rows.Column(column.Name));
        TargetPlan target = task switch
        {
            TaskKind.Binary => new ClassTarget("answer", task, ["no", "yes"]),
            TaskKind.Multiclass => new ClassTarget("answer", task, ["large", "middle", "small"]),
            _ => new NumberTarget("answer", 300, 50),
        };
        var asked = Config(columns, seed);
        var blocks = new BlockFit(asked, columns, "rows");
        blocks.Observe(rows, [.. Enumerable.Repeat(true, rowCount)]);
        var features = blocks.Complete(FeaturePlan.Fit(asked, columns, profile)).WithTarget(asked, target, [Answered(rows, target, random)], (ulong)seed);
        return new SmallModel(features, target, network, profile, rows, config);
    }

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
                Set = new SetFeatureConfig { RareBelow = 1, Length = 3 },
                Text = new TextFeatureConfig { RareBelow = 1, Length = 6, Tokens = Enum.GetValues<TokeniserKind>()[seed % 4], Vocabulary = 300 },
                Image = new ImageFeatureConfig { Height = 8, Width = 9, Resize = Enum.GetValues<ImageResize>()[seed % 3] },
            },
            Columns = columns.Where(column => !column.Type.IsBlock()).Select((column, index) => (column, index: index + seed)).ToDictionary(
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

    private static RecordBatch Answered(RecordBatch rows, TargetPlan target, Random random)
    {
        var answers = new StringArray.Builder();
        var numbers = new DoubleArray.Builder();
        for (var row = 0; row < rows.Length; row++)
        {
            if (target is ClassTarget classes)
                answers.Append(classes.Classes[random.Next(classes.Classes.Count)]);
            else
                numbers.Append(300 + 50 * random.NextDouble());
        }
        IArrowArray answer = target is ClassTarget ? answers.Build() : numbers.Build();
        var schema = new Schema([.. rows.Schema.FieldsList, new Field(target.Column, answer.Data.DataType, false)], null);
        return new RecordBatch(schema, [.. rows.Arrays, answer], rows.Length);
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
