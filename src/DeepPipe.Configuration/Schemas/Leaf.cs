using System.Globalization;
using System.Text.Json.Nodes;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Schemas;

/// <summary>The schemas of single values.</summary>
internal static class Leaf
{
    public static JsonObject Of(Shape shape) => shape switch
    {
        TextShape { IsPath: true } => new JsonObject { ["type"] = AnyScalar(), ["minLength"] = 1 },
        AnyShape => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "array") },
        TextShape => new JsonObject { ["type"] = AnyScalar() },
        BooleanShape => new JsonObject { ["type"] = "boolean" },
        WordShape words => new JsonObject { ["enum"] = new JsonArray([.. words.Words.Select(word => (JsonNode)word)]) },
        NumberShape number => Number(number),
        _ => throw new InvalidOperationException($"{shape.GetType().Name} is not a single value."),
    };

    /// <summary>The default of a member, where it is a single value.</summary>
    public static JsonNode? Default(Shape shape, object? value) => (shape, value) switch
    {
        (_, null) => null,
        (WordShape words, _) => words.WordOf(value),
        (TextShape, string text) => text,
        (BooleanShape, bool truth) => truth,
        (NumberShape, double number) => Number(number),
        (NumberShape, IConvertible number) => JsonValue.Create(number.ToDecimal(CultureInfo.InvariantCulture)),
        _ => null,
    };

    // A text property takes any scalar as its text.
    private static JsonArray AnyScalar() => new("string", "number", "boolean");

    private static JsonObject Number(NumberShape shape)
    {
        var number = new JsonObject { ["type"] = shape.IsInteger ? "integer" : "number" };
        var within = shape.Within ?? new WithinAttribute();
        Bound("minimum", within.AtLeast);
        Bound("exclusiveMinimum", within.Above);
        Bound("maximum", within.AtMost);
        Bound("exclusiveMaximum", within.Below);
        if (!shape.IsInteger)
            return number;
        if (double.IsNaN(within.AtLeast) && double.IsNaN(within.Above))
            number["minimum"] = (decimal)shape.Limits.Least;
        if (double.IsNaN(within.AtMost) && double.IsNaN(within.Below))
            number["maximum"] = (decimal)shape.Limits.Greatest;
        return number;

        void Bound(string key, double bound)
        {
            if (!double.IsNaN(bound))
                number[key] = Number(bound);
        }
    }

    // 1 rather than 1.0, in every culture.
    private static JsonNode Number(double number) =>
        number % 1 == 0 && Math.Abs(number) < 1e15 ? JsonValue.Create((long)number) : JsonValue.Create(number);
}
