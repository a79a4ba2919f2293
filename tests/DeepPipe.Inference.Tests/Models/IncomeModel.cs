using DeepPipe.Bundle;
using DeepPipe.Statistics;

namespace DeepPipe.Inference.Tests.Models;

/// <summary>A row as the income model reads it.</summary>
public sealed record IncomeRow(double Age, double Hours, string? Work);

/// <summary>
/// A model of two labels: age and hours are filled and centred, work is looked up, and a layer with softmax answers. Beside the
/// ONNX model stands the same arithmetic by hand, in double.
/// </summary>
public sealed record IncomeModel
{
    public static readonly IReadOnlyList<string> Labels = ["<=50K", ">50K"];

    public IReadOnlyDictionary<string, float> Works { get; init; } = new Dictionary<string, float>
    {
        [""] = 0.5f,
        ["Private"] = -1.25f,
        ["Local-gov"] = 2f,
        ["IĞDIR ıi"] = 0.75f,
        ["a kind of work whose name is longer than fifteen bytes"] = -0.5f,
    };

    public IReadOnlyList<string> AnsweredLabels { get; init; } = Labels;

    public float OtherWork { get; init; } = -0.25f;

    public float[] Weights { get; init; } = [0.5f, -0.75f, 1.5f, 0.25f, -0.375f, 1f];

    public float[] Bias { get; init; } = [0.125f, -0.25f];

    public static Signature Signature { get; } = new()
    {
        Inputs = [new("age", ColumnType.Number, []), new("hours", ColumnType.Integer, []), new("work", ColumnType.Category, [])],
        Targets = [new() { Column = "income", Task = SignatureTarget.Binary, Labels = Labels, Positive = ">50K" }],
    };

    public double[] Probabilities(IncomeRow row)
    {
        double[] features =
        [
            ((double.IsNaN(row.Age) ? 40 : row.Age) - 38.5) * 0.075f,
            ((double.IsNaN(row.Hours) ? 40 : row.Hours) - 40.25) * 0.08f,
            Works.TryGetValue(row.Work ?? "", out var value) ? value : OtherWork,
        ];
        var scores = Bias.Select((bias, label) => bias + features.Select((feature, index) => feature * Weights[index * 2 + label]).Sum());
        var exponentials = scores.Select(Math.Exp).ToArray();
        return [.. exponentials.Select(exponential => exponential / exponentials.Sum())];
    }

    public OnnxModel ToOnnx()
    {
        var model = new OnnxModel()
            .Input("age", OnnxModel.Double).Input("hours", OnnxModel.Double).Input("work", OnnxModel.Text)
            .Output("prediction", OnnxModel.Text).Output("confidence", OnnxModel.Float).Output("probabilities", OnnxModel.Float, 2);
        Centre(model, "age", 40, 38.5, 0.075f);
        Centre(model, "hours", 40, 40.25, 0.08f);
        return model
            .Lookup("work", "work.feature", Works, OtherWork)
            .Node("Concat", ["age.feature", "hours.feature", "work.feature"], "features", ("axis", 1))
            .Constant("weights", [3, 2], Weights)
            .Constant("bias", [2], Bias)
            .Constant("columns", [1], 1L)
            .Node("MatMul", ["features", "weights"], "products")
            .Node("Add", ["products", "bias"], "scores")
            .Node("Softmax", ["scores"], "probabilities", ("axis", 1))
            .Node("ArgMax", ["probabilities"], "code", ("axis", 1), ("keepdims", 1))
            .Node("ReduceMax", ["probabilities", "columns"], "confidence", ("keepdims", 1))
            .Labels("code", "prediction", AnsweredLabels);
    }

    private static void Centre(OnnxModel model, string column, double fill, double mean, float scale) => model
        .Constant($"{column}.fill", [1], fill)
        .Constant($"{column}.mean", [1], mean)
        .Constant($"{column}.scale", [1], scale)
        .Node("IsNaN", [column], $"{column}.missing")
        .Node("Where", [$"{column}.missing", $"{column}.fill", column], $"{column}.filled")
        .Node("Sub", [$"{column}.filled", $"{column}.mean"], $"{column}.centred")
        .Node("Cast", [$"{column}.centred"], $"{column}.narrow", ("to", OnnxModel.Float))
        .Node("Mul", [$"{column}.narrow", $"{column}.scale"], $"{column}.feature");
}
