using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Samples.OnnxExport;

/// <summary>A small network as anybody writes it in TorchSharp: grey images in, a probability for each of ten digits out.</summary>
internal sealed class Digits : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> features, classes;

    public Digits() : base(nameof(Digits))
    {
        features = Sequential(
            ("conv1", Conv2d(1, 16, 3, padding: 1)), ("norm1", BatchNorm2d(16)), ("relu1", ReLU()), ("pool1", MaxPool2d(2)),
            ("conv2", Conv2d(16, 32, 3, padding: 1)), ("norm2", BatchNorm2d(32)), ("relu2", ReLU()));
        classes = Sequential(("drop", Dropout(0.1)), ("linear", Linear(32, 10)));
        RegisterComponents();
    }

    // [images, 1, height, width] in, [images, 10] out
    public override Tensor forward(Tensor images)
    {
        var pixels = features.call((images - 0.5) / 0.25);
        return classes.call(pixels.mean([2, 3])).softmax(1);
    }
}
