using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

/// <summary>Whole networks at sizes that were not captured.</summary>
public sealed class ModelTests
{
    private static readonly IReadOnlyDictionary<int, string> BatchAndTime = new Dictionary<int, string> { [0] = "batch", [1] = "time" };

    private static readonly IReadOnlyDictionary<int, string> BatchAndImage =
        new Dictionary<int, string> { [0] = "batch", [2] = "height", [3] = "width" };

    private static readonly IReadOnlyDictionary<string, Func<Module<Tensor, Tensor>>> ImageModels = new Dictionary<string, Func<Module<Tensor, Tensor>>>
    {
        ["alexnet"] = ImageNetworks.AlexNet,
        ["vgg"] = () => ImageNetworks.Vgg(isNormalized: false),
        ["vgg with norms"] = () => ImageNetworks.Vgg(isNormalized: true),
        ["resnet"] = () => new ImageNetworks.Residual(hasBottleneck: false),
        ["resnet with bottlenecks"] = () => new ImageNetworks.Residual(hasBottleneck: true),
        ["resnext"] = () => new ImageNetworks.Residual(hasBottleneck: true, groups: 2),
        ["mobilenet v2"] = () => new ImageNetworks.Mobile(isThird: false),
        ["mobilenet v3"] = () => new ImageNetworks.Mobile(isThird: true),
        ["inception"] = () => new ImageNetworks.Inception(),
    };

    public static TheoryData<string> Images() => new(ImageModels.Keys);

    [Theory, MemberData(nameof(Images))]
    public void An_image_network_scores_alike_in_torch_and_in_onnx(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Trained(ImageModels[name]());
        Holds([model], [rand(2, 3, 48, 48)], [[rand(1, 3, 48, 48)], [rand(4, 3, 48, 48)]], inputs => [model.call(inputs[0])]);
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("mobilenet v3")]
    [InlineData("inception")]
    public void A_convolutional_network_takes_images_of_any_size(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Trained(ImageModels[name]());
        Holds(
            [model], [rand(2, 3, 40, 48)], [[rand(1, 3, 33, 40)], [rand(3, 3, 61, 52)]], inputs => [model.call(inputs[0])],
            new OnnxOptions { DynamicDimensions = [BatchAndImage] });
    }

    [Fact]
    public void A_unet_segments_images_of_any_size_that_its_poolings_divide()
    {
        using var scope = NewDisposeScope();
        using var model = Trained(new ImageNetworks.Unet());
        Holds(
            [model], [rand(2, 3, 16, 24)], [[rand(1, 3, 8, 20)], [rand(3, 3, 32, 12)]], inputs => [model.call(inputs[0])],
            new OnnxOptions { DynamicDimensions = [BatchAndImage] });
    }

    [Fact]
    public void An_autoencoder_gives_back_images()
    {
        using var scope = NewDisposeScope();
        using var model = Trained(ImageNetworks.Autoencoder());
        Holds([model], [rand(2, 1, 16, 16)], [[rand(1, 1, 16, 16)], [rand(6, 1, 16, 16)]], inputs => [model.call(inputs[0])]);
    }

    [Theory, InlineData(false, 21), InlineData(true, 21), InlineData(true, 23)]
    public void A_gpt_reads_texts_of_any_length(bool isFused, int opset)
    {
        using var scope = NewDisposeScope();
        using var model = new TextNetworks.Gpt(isFused);
        var exported = Holds(
            [model], [Tokens(2, 10)], [[Tokens(1, 1)], [Tokens(3, 17)], [Tokens(1, 24)]], inputs => [model.call(inputs[0])],
            new OnnxOptions { DynamicDimensions = [BatchAndTime], Opset = opset });
        Assert.Equal(opset == 23 ? 2 : 0, exported.Graph.Node.Count(node => node.OpType == "Attention"));
        Assert.Single(exported.Graph.Initializer, tensor => tensor.Dims.Contains(TextNetworks.Vocabulary));
    }

    [Fact]
    public void An_encoder_like_bert_leaves_padding_out()
    {
        using var scope = NewDisposeScope();
        using var model = new TextNetworks.Bert();
        Holds(
            [model], [Tokens(2, 9), Mask(2, 9)], [[Tokens(1, 1), Mask(1, 1)], [Tokens(3, 12), Mask(3, 12)]],
            inputs =>
            {
                var (hidden, pooled) = model.call(inputs[0], inputs[1]);
                return [hidden, pooled];
            },
            new OnnxOptions { DynamicDimensions = [BatchAndTime, BatchAndTime] });
    }

    [Fact]
    public void A_tagger_of_two_directions_takes_texts_of_any_length()
    {
        using var scope = NewDisposeScope();
        using var model = new TextNetworks.Tagger();
        Holds(
            [model], [Tokens(2, 9)], [[Tokens(1, 1)], [Tokens(4, 12)]], inputs => [model.call(inputs[0])],
            new OnnxOptions { DynamicDimensions = [BatchAndTime] });
    }

    [Fact]
    public void A_translator_looks_back_at_texts_of_any_length()
    {
        using var scope = NewDisposeScope();
        using var model = new TextNetworks.Translator();
        Holds(
            [model], [Tokens(2, 9)], [[Tokens(1, 1)], [Tokens(4, 12)]], inputs => [model.call(inputs[0])],
            new OnnxOptions { DynamicDimensions = [BatchAndTime] });
    }

    private static OnnxModel Holds(
        IReadOnlyList<Module> modules,
        IReadOnlyList<Tensor> examples,
        IReadOnlyList<IReadOnlyList<Tensor>> cases,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> forward,
        OnnxOptions? options = null) =>
        Parity.HoldsAt(modules, examples, cases, forward, options, relative: 1e-4, absolute: 1e-5);

    // Statistics and weights away from where they begin, so that answers depend on all of them.
    private static T Trained<T>(T model) where T : Module
    {
        using var frozen = no_grad();
        foreach (var (name, buffer) in model.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
                buffer.copy_(randn_like(buffer) * 0.2);
            else if (name.EndsWith("running_var", StringComparison.Ordinal))
                buffer.copy_(rand_like(buffer) + 0.5);
        }
        return model;
    }

    private static Tensor Tokens(long batch, long time) => randint(1, TextNetworks.Vocabulary, [batch, time], ScalarType.Int64);

    // The first token is always there; what is padding lies behind.
    private static Tensor Mask(long batch, long time) =>
        (arange(time).unsqueeze(0) <= randint(0, time, [batch, 1], ScalarType.Int64)).to(ScalarType.Int64);
}
