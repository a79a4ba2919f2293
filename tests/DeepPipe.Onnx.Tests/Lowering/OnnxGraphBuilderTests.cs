using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

public sealed class OnnxGraphBuilderTests
{
    [Fact]
    public void What_is_made_of_the_same_weights_in_the_same_way_is_one_initialiser()
    {
        var builder = new OnnxGraphBuilder();
        Assert.Equal("a/packed", builder.Derived(["a", "b"], "packed", () => ones(2)));
        Assert.Equal("a/packed", builder.Derived(["a", "b"], "packed", () => throw new InvalidOperationException("made before")));
        Assert.Equal("a/packed_1", builder.Derived(["a", "c"], "packed", () => zeros(2)));
        Assert.Equal("a/3d", builder.Derived(["a"], "3d", () => zeros(2)));
        Assert.Equal(["a/packed", "a/packed_1", "a/3d"], builder.Initializers.Select(initializer => initializer.Name));
    }
}
