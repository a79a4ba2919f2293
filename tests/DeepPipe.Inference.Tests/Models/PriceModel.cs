using DeepPipe.Bundle;
using DeepPipe.Statistics;

namespace DeepPipe.Inference.Tests.Models;

/// <summary>A model that answers with a number: 3 * rooms - 0.5.</summary>
public static class PriceModel
{
    public static Signature Signature { get; } = new()
    {
        Inputs = [new("rooms", ColumnType.Number, [])],
        Targets = [new() { Column = "price", Task = SignatureTarget.Regression }],
    };

    public static OnnxModel ToOnnx() => new OnnxModel()
        .Input("rooms", OnnxModel.Double)
        .Output("prediction", OnnxModel.Float)
        .Constant("slope", [1], 3f)
        .Constant("offset", [1], 0.5f)
        .Node("Cast", ["rooms"], "rooms.narrow", ("to", OnnxModel.Float))
        .Node("Mul", ["rooms.narrow", "slope"], "product")
        .Node("Sub", ["product", "offset"], "prediction");
}
