using System.Text.Json;
using System.Text.Json.Serialization;
using Apache.Arrow;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>What was fitted of all targets: one, or several that a model learns together.</summary>
/// <param name="each">The targets, at least one.</param>
public sealed class TargetPlans(IReadOnlyList<TargetPlan> each)
{
    private static readonly JsonSerializerOptions JsonForm = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The targets, in the order of the config.</summary>
    public IReadOnlyList<TargetPlan> Each { get; } = each;

    /// <summary>The targets' columns in the source.</summary>
    public IReadOnlyList<string> Columns => [.. Each.Select(target => target.Column)];

    /// <summary>A single target.</summary>
    public static implicit operator TargetPlans(TargetPlan single) => new([single]);

    /// <summary>What stands before the names of a target's answers and scores: nothing for a single target, else its column and a point.</summary>
    /// <param name="column">The target's column.</param>
    /// <param name="targetCount">How many targets there are.</param>
    public static string PrefixOf(string column, int targetCount) => targetCount == 1 ? "" : $"{column}.";

    /// <summary>See <see cref="PrefixOf(string, int)"/>.</summary>
    public string PrefixOf(TargetPlan target) => PrefixOf(target.Column, Each.Count);

    /// <summary>The targets of rows in canonical form.</summary>
    /// <returns>
    /// Of a single target: what <see cref="TargetPlan.Encode"/> gives. Of several: their columns side by side, float32
    /// [rows, sum of <see cref="TargetPlan.Width"/>], codes as numbers, NaN where a row is skipped.
    /// </returns>
    /// <exception cref="TargetException">As for <see cref="TargetPlan.Encode"/>.</exception>
    public Tensor Encode(RecordBatch rows)
    {
        if (Each.Count == 1)
            return Each[0].Encode(rows);
        using var scope = NewDisposeScope();
        var matrix = cat([.. Each.Select(target => Numbers(target, rows))], 1);
        return scope.MoveToOuter(matrix);
    }

    /// <summary>Room for the targets of rows, in the form of <see cref="Encode"/>.</summary>
    public Tensor Empty(long rowCount) => Each switch
    {
        [ClassTarget] => empty(rowCount, ScalarType.Int64),
        [NumberTarget] => empty(rowCount, ScalarType.Float32),
        _ => empty([rowCount, Each.Sum(target => target.Width)], ScalarType.Float32),
    };

    /// <summary>Encoded targets as a matrix of doubles, [rows, columns], row-major.</summary>
    internal double[] Values(RecordBatch rows)
    {
        using var scope = NewDisposeScope();
        return Encode(rows).to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>What the columns of encoded targets hold.</summary>
    internal IReadOnlyList<TargetColumn> Encoded => [.. Each.SelectMany(target => target.Columns)];

    /// <summary>The plans as JSON; every double in it reads back bit for bit.</summary>
    public string ToJson() => JsonSerializer.Serialize(Each, JsonForm);

    /// <summary>The plans that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not such plans.</exception>
    public static TargetPlans FromJson(string json) =>
        JsonSerializer.Deserialize<IReadOnlyList<TargetPlan>>(json, JsonForm) is { Count: > 0 } each
            ? new(each)
            : throw new JsonException("There is no target plan.");

    private static Tensor Numbers(TargetPlan target, RecordBatch rows)
    {
        var encoded = target.Encode(rows);
        var numbers = encoded.to(ScalarType.Float32);
        if (target is ClassTarget { SkipsMissing: true })
            numbers = where(encoded.lt(0), float.NaN, numbers);
        return numbers.reshape(rows.Length, target.Width);
    }
}
