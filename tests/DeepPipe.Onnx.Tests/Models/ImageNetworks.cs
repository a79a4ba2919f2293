using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Image networks as users write them; the families of torchvision, narrower.</summary>
internal static class ImageNetworks
{
    /// <summary>VGG (Simonyan and Zisserman, 2014): 3 by 3 convolutions between poolings; then an adaptive pooling and a classifier.</summary>
    internal static Module<Tensor, Tensor> Vgg(bool isNormalized)
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        long channels = 3;
        foreach (var (width, index) in new long[] { 8, 8, 0, 16, 16, 0 }.Select((width, index) => (width, index)))
        {
            if (width == 0)
            {
                layers.Add(($"pool{index}", MaxPool2d(2, 2)));
                continue;
            }
            layers.Add(($"conv{index}", Conv2d(channels, width, 3, padding: 1)));
            if (isNormalized)
                layers.Add(($"norm{index}", BatchNorm2d(width)));
            layers.Add(($"relu{index}", ReLU(inplace: true)));
            channels = width;
        }
        return Sequential(
            ("features", Sequential(layers)), ("pool", AdaptiveAvgPool2d(new long[] { 2, 2 })), ("flatten", Flatten()),
            ("hidden", Linear(64, 32)), ("relu", ReLU(inplace: true)), ("drop", Dropout()), ("scores", Linear(32, 10)));
    }

    /// <summary>AlexNet (Krizhevsky, 2014): large strides first.</summary>
    internal static Module<Tensor, Tensor> AlexNet() => Sequential(
        ("conv1", Conv2d(3, 8, 11, stride: 4, padding: 2)), ("relu1", ReLU(inplace: true)), ("pool1", MaxPool2d(3, 2)),
        ("conv2", Conv2d(8, 12, 5, padding: 2)), ("relu2", ReLU(inplace: true)), ("pool2", MaxPool2d(3, 2)),
        ("conv3", Conv2d(12, 12, 3, padding: 1)), ("relu3", ReLU(inplace: true)), ("pool", AdaptiveAvgPool2d(new long[] { 3, 3 })),
        ("flatten", Flatten()), ("drop", Dropout()), ("scores", Linear(108, 10)));

    /// <summary>Residual networks (He et al., 2015); with bottlenecks those of 50 layers and more, with groups ResNeXt.</summary>
    internal sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> conv1;
        private readonly Module<Tensor, Tensor> bn1;
        private readonly Module<Tensor, Tensor> layer1;
        private readonly Module<Tensor, Tensor> layer2;
        private readonly Module<Tensor, Tensor> fc;

        internal Residual(bool hasBottleneck, long groups = 1) : base(nameof(Residual))
        {
            conv1 = Conv2d(3, 8, 7, stride: 2, padding: 3, bias: false);
            bn1 = BatchNorm2d(8);
            layer1 = Sequential(("0", new Block(8, 8, 1, hasBottleneck, groups)), ("1", new Block(8, 8, 1, hasBottleneck, groups)));
            layer2 = Sequential(("0", new Block(8, 16, 2, hasBottleneck, groups)), ("1", new Block(16, 16, 1, hasBottleneck, groups)));
            fc = Linear(16, 10);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = F.max_pool2d(bn1.call(conv1.call(input)).relu_(), 3, 2, 1);
            x = layer2.call(layer1.call(x));
            return fc.call(F.adaptive_avg_pool2d(x, 1).flatten(1));
        }

        private sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> body;
            private readonly Module<Tensor, Tensor>? downsample;

            internal Block(long from, long to, long stride, bool hasBottleneck, long groups) : base(nameof(Block))
            {
                body = hasBottleneck
                    ? Sequential(
                        ("conv1", Conv2d(from, 4, 1, bias: false)), ("bn1", BatchNorm2d(4)), ("relu1", ReLU(inplace: true)),
                        ("conv2", Conv2d(4, 4, 3, stride: stride, padding: 1, groups: groups, bias: false)), ("bn2", BatchNorm2d(4)),
                        ("relu2", ReLU(inplace: true)), ("conv3", Conv2d(4, to, 1, bias: false)), ("bn3", BatchNorm2d(to)))
                    : Sequential(
                        ("conv1", Conv2d(from, to, 3, stride: stride, padding: 1, bias: false)), ("bn1", BatchNorm2d(to)),
                        ("relu1", ReLU(inplace: true)), ("conv2", Conv2d(to, to, 3, padding: 1, bias: false)), ("bn2", BatchNorm2d(to)));
                if (from != to || stride != 1)
                    downsample = Sequential(("0", Conv2d(from, to, 1, stride: stride, bias: false)), ("1", BatchNorm2d(to)));
                RegisterComponents();
            }

            public override Tensor forward(Tensor input) =>
                body.call(input).add_(downsample is null ? input : downsample.call(input)).relu_();
        }
    }

    /// <summary>MobileNet V2 and V3 (Sandler et al., 2018; Howard et al., 2019): inverted residuals, the latter squeezed and excited.</summary>
    internal sealed class Mobile : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> stem;
        private readonly Module<Tensor, Tensor> blocks;
        private readonly Module<Tensor, Tensor> classifier;

        internal Mobile(bool isThird) : base(nameof(Mobile))
        {
            stem = Sequential(("conv", Conv2d(3, 8, 3, stride: 2, padding: 1, bias: false)), ("norm", BatchNorm2d(8, eps: 0.001)), ("active", Active(isThird)));
            blocks = Sequential(("0", new Inverted(8, 8, 1, isThird)), ("1", new Inverted(8, 12, 2, isThird)), ("2", new Inverted(12, 12, 1, isThird)));
            classifier = Sequential(("hidden", Linear(12, 16)), ("active", Active(isThird)), ("drop", Dropout(0.2, inplace: true)), ("scores", Linear(16, 10)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            classifier.call(blocks.call(stem.call(input)).mean([2, 3]));

        private static Module<Tensor, Tensor> Active(bool isThird) => isThird ? Hardswish(inplace: true) : ReLU6(inplace: true);

        private sealed class Inverted : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> expand;
            private readonly Module<Tensor, Tensor>? squeeze;
            private readonly Module<Tensor, Tensor> project;
            private readonly bool isResidual;

            internal Inverted(long from, long to, long stride, bool isThird) : base(nameof(Inverted))
            {
                isResidual = stride == 1 && from == to;
                expand = Sequential(
                    ("conv1", Conv2d(from, 24, 1, bias: false)), ("norm1", BatchNorm2d(24)), ("active1", Active(isThird)),
                    ("conv2", Conv2d(24, 24, 5, stride: stride, padding: 2, groups: 24, bias: false)), ("norm2", BatchNorm2d(24)), ("active2", Active(isThird)));
                if (isThird)
                    squeeze = Sequential(
                        ("pool", AdaptiveAvgPool2d(1)), ("fc1", Conv2d(24, 8, 1)), ("relu", ReLU()), ("fc2", Conv2d(8, 24, 1)), ("gate", Hardsigmoid()));
                project = Sequential(("conv", Conv2d(24, to, 1, bias: false)), ("norm", BatchNorm2d(to)));
                RegisterComponents();
            }

            public override Tensor forward(Tensor input)
            {
                var wide = expand.call(input);
                if (squeeze is not null)
                    wide = squeeze.call(wide) * wide;
                var narrow = project.call(wide);
                return isResidual ? input + narrow : narrow;
            }
        }
    }

    /// <summary>Inception and GoogLeNet (Szegedy et al., 2014, 2015): branches side by side, an input that is normalised first.</summary>
    internal sealed class Inception : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> stem;
        private readonly Module<Tensor, Tensor> one;
        private readonly Module<Tensor, Tensor> three;
        private readonly Module<Tensor, Tensor> wide;
        private readonly Module<Tensor, Tensor> pooled;
        private readonly Module<Tensor, Tensor> fc;

        internal Inception() : base(nameof(Inception))
        {
            stem = Sequential(("conv", Conv2d(3, 8, 3, stride: 2, bias: false)), ("norm", BatchNorm2d(8, eps: 0.001)), ("relu", ReLU()));
            one = Conv2d(8, 4, 1);
            three = Sequential(("reduce", Conv2d(8, 4, 1)), ("conv", Conv2d(4, 6, 3, padding: 1)));
            wide = Sequential(("row", Conv2d(8, 5, (1, 7), padding: (0, 3))), ("column", Conv2d(5, 5, (7, 1), padding: (3, 0))));
            pooled = Conv2d(8, 3, 1);
            fc = Linear(18, 10);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var red = input[.., 0].unsqueeze(1) * (0.229 / 0.5) + ((0.485 - 0.5) / 0.5);
            var green = input[.., 1].unsqueeze(1) * (0.224 / 0.5) + ((0.456 - 0.5) / 0.5);
            var blue = input[.., 2].unsqueeze(1) * (0.225 / 0.5) + ((0.406 - 0.5) / 0.5);
            var x = F.max_pool2d(stem.call(cat([red, green, blue], 1)), 3, 2, ceil_mode: true);
            x = cat([one.call(x), three.call(x), wide.call(x), pooled.call(F.avg_pool2d(x, 3, 1, 1))], 1);
            return fc.call(x.mean([2, 3]));
        }
    }

    /// <summary>U-Net (Ronneberger et al., 2015): down, up again by transposed convolutions, joined across.</summary>
    internal sealed class Unet : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> down1;
        private readonly Module<Tensor, Tensor> down2;
        private readonly Module<Tensor, Tensor> bottom;
        private readonly Module<Tensor, Tensor> up2;
        private readonly Module<Tensor, Tensor> join2;
        private readonly Module<Tensor, Tensor> up1;
        private readonly Module<Tensor, Tensor> join1;
        private readonly Module<Tensor, Tensor> scores;

        internal Unet() : base(nameof(Unet))
        {
            down1 = Twice(3, 4);
            down2 = Twice(4, 8);
            bottom = Twice(8, 16);
            up2 = ConvTranspose2d(16, 8, 2, stride: 2);
            join2 = Twice(16, 8);
            up1 = ConvTranspose2d(8, 4, 2, stride: 2);
            join1 = Twice(8, 4);
            scores = Conv2d(4, 2, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var fine = down1.call(input);
            var coarse = down2.call(F.max_pool2d(fine, 2));
            var x = bottom.call(F.max_pool2d(coarse, 2));
            x = join2.call(cat([coarse, up2.call(x)], 1));
            x = join1.call(cat([fine, up1.call(x)], 1));
            return scores.call(x).sigmoid();
        }

        private static Module<Tensor, Tensor> Twice(long from, long to) => Sequential(
            ("conv1", Conv2d(from, to, 3, padding: 1)), ("norm1", BatchNorm2d(to)), ("relu1", ReLU()),
            ("conv2", Conv2d(to, to, 3, padding: 1)), ("norm2", BatchNorm2d(to)), ("relu2", ReLU()));
    }

    /// <summary>An autoencoder of images through 6 numbers.</summary>
    internal static Module<Tensor, Tensor> Autoencoder() => Sequential(
        ("encoder", Sequential(
            ("conv1", Conv2d(1, 4, 3, stride: 2, padding: 1)), ("relu1", ReLU()), ("conv2", Conv2d(4, 8, 3, stride: 2, padding: 1)), ("relu2", ReLU()),
            ("flatten", Flatten()), ("code", Linear(128, 6)))),
        ("decoder", Sequential(
            ("wide", Linear(6, 128)), ("image", Unflatten(1, [8, 4, 4])), ("up1", ConvTranspose2d(8, 4, 4, stride: 2, padding: 1)), ("relu", ReLU()),
            ("up2", ConvTranspose2d(4, 1, 3, stride: 2, padding: 1, output_padding: 1)), ("sigmoid", Sigmoid()))));
}
