using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Benchmarks;

/// <summary>ResNet-18 and ResNet-50 (He et al., arXiv:1512.03385) for images of three channels, [rows, 3, height, width] to [rows, 1000].</summary>
internal sealed class ResidualNetwork : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> stem;
    private readonly Module<Tensor, Tensor> stages;
    private readonly Module<Tensor, Tensor> scores;

    private ResidualNetwork(int[] depths, bool hasBottleneck) : base(nameof(ResidualNetwork))
    {
        stem = Sequential(
            ("conv", Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false)), ("norm", BatchNorm2d(64)), ("relu", ReLU(inplace: true)),
            ("pool", MaxPool2d(3, 2, 1)));
        var blocks = new List<(string, Module<Tensor, Tensor>)>();
        var (channels, expansion) = (64L, hasBottleneck ? 4 : 1);
        for (var stage = 0; stage < depths.Length; stage++)
        {
            var width = 64L << stage;
            for (var block = 0; block < depths[stage]; block++)
            {
                blocks.Add(($"{stage}_{block}", new Block(channels, width, width * expansion, block == 0 && stage > 0 ? 2 : 1, hasBottleneck)));
                channels = width * expansion;
            }
        }
        stages = Sequential(blocks);
        scores = Sequential(("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("linear", Linear(channels, 1000)));
        RegisterComponents();
    }

    public static ResidualNetwork Of18Layers() => new([2, 2, 2, 2], hasBottleneck: false);

    public static ResidualNetwork Of50Layers() => new([3, 4, 6, 3], hasBottleneck: true);

    public override Tensor forward(Tensor input) => scores.call(stages.call(stem.call(input)));

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> body;
        private readonly Module<Tensor, Tensor>? shortcut;

        internal Block(long from, long width, long to, long stride, bool hasBottleneck) : base(nameof(Block))
        {
            body = hasBottleneck
                ? Sequential(
                    ("conv1", Conv2d(from, width, 1, bias: false)), ("norm1", BatchNorm2d(width)), ("relu1", ReLU(inplace: true)),
                    ("conv2", Conv2d(width, width, 3, stride: stride, padding: 1, bias: false)), ("norm2", BatchNorm2d(width)),
                    ("relu2", ReLU(inplace: true)), ("conv3", Conv2d(width, to, 1, bias: false)), ("norm3", BatchNorm2d(to)))
                : Sequential(
                    ("conv1", Conv2d(from, width, 3, stride: stride, padding: 1, bias: false)), ("norm1", BatchNorm2d(width)),
                    ("relu1", ReLU(inplace: true)), ("conv2", Conv2d(width, to, 3, padding: 1, bias: false)), ("norm2", BatchNorm2d(to)));
            if (from != to || stride != 1)
                shortcut = Sequential(("conv", Conv2d(from, to, 1, stride: stride, bias: false)), ("norm", BatchNorm2d(to)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => body.call(input).add_(shortcut is null ? input : shortcut.call(input)).relu_();
    }
}
