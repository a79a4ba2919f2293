using CsCheck;

namespace DeepPipe.Configuration.Tests.Family;

/// <summary>Random recipes that are right.</summary>
internal static class RecipeGenerator
{
    private static readonly Gen<string> Awkward = Gen.OneOf(
        "", " ", "null", "~", "true", "yes", "No", "001", "1", "1e3", ".5", ".inf", "0x1F", "1_000", "a b", " a", "a ", "- a", "a: b",
        "a #b", "#", "@", "%", "*x", "&x", "!x", "|", ">", "{", "}", "[", "]", ",", "?", ":", "-", "---", "...", "'", "\"", "\\", "\\n",
        "\n", "a\nb\n", "\r\n", "\t", "\u0001", "\u0085", "\u2028", "\uFEFF", "ß", "İı", "日本語", "😀", "a😀b", "${env:WORD}", "$${env:WORD}",
        "$$$${env:}", "x${env:A}y${env:B}", "${env:", "$", "<<", "=", "2026-01-01", "12:30:45", ">50K", "extends", "type");

    private static readonly Gen<string> Texts = Gen.Frequency(
        (1, Awkward),
        (1, Gen.String[Gen.Char.Where(character => !char.IsSurrogate(character)), 0, 12]),
        (1, Gen.String[Gen.Char["abcXYZ019 .:,#-_'\"{}[]$\\"], 0, 12]));

    private static readonly Gen<string> Paths = Gen.String[Gen.Char["abc .${}*'\"#"], 1, 8]
        .Where(name => name.Trim().Length > 0).Select(name => Path.GetFullPath(Path.Combine("/data", name)));

    private static readonly Gen<double> Numbers = Gen.OneOf(
        Gen.Double.Where(double.IsFinite), Gen.Int[-5, 5].Select(value => (double)value), Gen.OneOf(double.Epsilon, double.MaxValue, -0.0));

    private static readonly Gen<double> Fractions = Gen.Double[1e-9, 0.999];

    // NJsonSchema reads integers as long.
    private static readonly Gen<ulong> Seeds = Gen.ULong[0, long.MaxValue];

    private static readonly Gen<SourceConfig> Sources = Gen.OneOf(
        Gen.Select(Paths, Texts.Null(), Texts.Array[0, 3],
            (path, delimiter, missing) => (SourceConfig)new CsvConfig { Path = path, Delimiter = delimiter, Missing = missing }),
        Paths.Array[0, 3].Select(paths => (SourceConfig)new FilesConfig { Paths = paths }),
        Gen.Const((SourceConfig)new MemoryConfig()));

    private static readonly Gen<MissingConfig?> Gaps = Fractions.Select(most => new MissingConfig { AtMost = most }).Null();

    private static readonly Gen<ColumnConfig> FlatColumns = Gen.OneOf(
        Gen.Select(Numbers.Array[2].Null(), Gaps,
            (between, missing) => (ColumnConfig)new NumberConfig { Between = between?.Order().ToArray(), Missing = missing }),
        Gen.Select(Texts.Array[0, 3], Gaps,
            (allowed, missing) => (ColumnConfig)new CategoryConfig { Allowed = allowed, Missing = missing }));

    private static readonly Gen<ColumnConfig> Columns = Gen.Frequency(
        (3, FlatColumns),
        (1, Gen.Dictionary(Texts, FlatColumns)[0, 2].Select(columns => (ColumnConfig)new NestedConfig { Columns = columns })));

    private static readonly Gen<OptimizerConfig> Optimizers = Gen.OneOf(
        Fractions.Select(decay => (OptimizerConfig)new AdamWConfig { WeightDecay = decay }),
        Fractions.Select(momentum => (OptimizerConfig)new SgdConfig { Momentum = momentum }),
        Gen.Const((OptimizerConfig)new NoneConfig()));

    private static readonly Gen<TrainingConfig> Trainings = Gen.Select(
        Gen.Int[1, int.MaxValue], Gen.Long[0, 1], Fractions, Fractions.Nullable(), Gen.Bool, Gen.Enum<Precision>(),
        Gen.Select(Gen.Int[1, 2000].Array[0, 4], Gen.Enum<Precision>().Array[0, 3], Optimizers),
        (epochs, warmup, rate, clip, shuffle, precision, rest) => new TrainingConfig
        {
            Epochs = epochs,
            WarmupSteps = warmup,
            LearningRate = rate,
            ClipNorm = clip,
            Shuffle = shuffle,
            Precision = precision,
            Layers = rest.Item1,
            Fallbacks = rest.Item2,
            Optimizer = rest.Item3,
        });

    private static readonly Gen<TargetConfig> Targets = Gen.Select(Texts, Texts.Null(),
        (column, positive) => new TargetConfig { Column = column, Positive = positive });

    public static readonly Gen<RecipeConfig> Recipes = Gen.Select(
        Texts, Seeds, Sources, Gen.Dictionary(Texts, Columns)[0, 3], Targets.Array[0, 3], Trainings, Gen.Dictionary(Texts, Numbers)[0, 2],
        (name, seed, source, columns, targets, training, gates) => new RecipeConfig
        {
            Format = 1,
            Name = name,
            Seed = seed,
            Source = source,
            Columns = columns,
            Targets = targets,
            Training = training,
            Gates = gates,
        });
}
