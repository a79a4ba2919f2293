using NJsonSchema;

namespace DeepPipe.Configuration.Tests.Family;

/// <summary>Reading recipes in tests.</summary>
internal static class Recipe
{
    public const string Source = "configs/recipe.yaml";

    private static readonly Lazy<NJsonSchema.JsonSchema> Schema =
        new(() => NJsonSchema.JsonSchema.FromJsonAsync(JsonSchema.Of<RecipeConfig>()).GetAwaiter().GetResult());

    /// <summary>A text with every kind of value in it.</summary>
    public const string Whole = """
        format: 1
        name: adult income   # with a comment
        seed: 9223372036854775807
        source: {type: csv, path: ../samples/adult.csv.gz, delimiter: ";", missing: ["", NA, 1, "2"]}
        columns:
          age: {type: number, between: [0, 120.5], missing: {at_most: 0.1}}
          "hours.per week":
            type: number
          type: category
          group:
            type: nested
            columns:
              inner: {type: category, allowed: [a, 'b c', "1"]}
              other: number
        targets:
          - column: income
            positive: ">50K"
          - {column: 001}
        training:
          epochs: 12
          warmup_steps: 3
          learning_rate: 1e-3
          clip_norm: null
          shuffle: false
          precision: bf16
          layers:
            - 64
            - 32
          fallbacks: [full, mixed_half]
          optimizer:
            type: sgd
            momentum: .9
        gates: {test.accuracy: 0.84}

        """;

    /// <summary>The least that is allowed.</summary>
    public const string Least = "format: 1\nsource: memory\n";

    public static RecipeConfig Read(string yaml, params string[] overrides) =>
        Config.Parse<RecipeConfig>(yaml, Source, overrides, Variables);

    /// <summary>The problems of a text, a line each; empty where it is right.</summary>
    public static string Problems(string yaml, params string[] overrides)
    {
        try
        {
            Read(yaml, overrides);
            return "";
        }
        catch (ConfigException error)
        {
            return error.Message;
        }
    }

    /// <summary>The problems of the least recipe with these lines after it.</summary>
    public static string ProblemsWith(string lines, params string[] overrides) => Problems(Least + lines, overrides);

    public static bool SchemaAccepts(string json) => Schema.Value.Validate(json).Count == 0;

    private static string? Variables(string name) => name switch
    {
        "FOLDER" => "/hidden/folder",
        "RELATIVE" => "hidden-relative",
        "WORD" => "hiddenword",
        "NUMBER" => "4242",
        "EMPTY" => "",
        _ => null,
    };
}
