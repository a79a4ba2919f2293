using DeepPipe.Torch.Tests.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Torch.Tests;

public sealed class FlatParametersTests
{
    [Fact]
    public void Adoption_keeps_every_name_and_every_bit()
    {
        using var network = SmallNetwork.Create(1);
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);

        var after = network.state_dict();
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, pair => Assert.True(pair.Value.bytes.SequenceEqual(after[pair.Key].bytes), pair.Key));
    }

    [Fact]
    public void Parameters_and_gradients_are_views_of_the_buffers()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);

        flat.Values.fill_(3);
        flat.Gradients.fill_(4);

        Assert.All(network.parameters(), parameter => Assert.True(parameter.eq(3).all().item<bool>()));
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad!.eq(4).all().item<bool>()));
        flat.ZeroGradients();
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad!.eq(0).all().item<bool>()));
    }

    [Fact]
    public void Backward_accumulates_into_the_flat_gradient()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        using var input = randn(8, 6);

        network.call(input).sum().backward();
        using var once = flat.Gradients.clone();
        network.call(input).sum().backward();

        Assert.True(once.abs().sum().item<float>() > 0);
        Assert.True(flat.Gradients.allclose(once * 2));
    }

    [Fact]
    public void Equal_decays_share_a_segment_and_slices_start_at_256_bytes()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, parameter) => parameter.dim() >= 2 ? 0.1 : 0);

        Assert.Equal([0.1, 0], flat.Segments.Select(segment => segment.WeightDecay));
        Assert.Equal(["first.weight", "second.weight", "last.weight"], flat.Segments[0].Slices.Select(slice => slice.Name));
        Assert.Equal(
            ["first.bias", "norm.weight", "norm.bias", "second.bias", "last.bias"],
            flat.Segments[1].Slices.Select(slice => slice.Name));
        Assert.All(flat.Segments.SelectMany(segment => segment.Slices), slice => Assert.Equal(0, slice.Offset % 64));
        Assert.Equal(flat.ElementCount, flat.Segments.Sum(segment => segment.ElementCount));
    }

    [Fact]
    public void A_segment_has_one_share_of_the_learning_rate()
    {
        using var network = SmallNetwork.Create(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0.1, name => name.StartsWith("first", StringComparison.Ordinal) ? 0.5 : 1);

        Assert.Equal([(0.1, 0.5), (0.1, 1)], flat.Segments.Select(segment => (segment.WeightDecay, segment.LearningRateFactor)));
        Assert.Equal(["first.weight", "first.bias"], flat.Segments[0].Slices.Select(slice => slice.Name));
    }

    [Fact]
    public void A_tied_weight_enters_once_under_its_first_name()
    {
        using var network = SmallNetwork.CreateTied(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);

        var names = flat.Segments.Single().Slices.Select(slice => slice.Name).ToList();
        Assert.Contains("first.weight", names);
        Assert.DoesNotContain("second.weight", names);
        flat.Values.fill_(5);
        Assert.True(network.Second.weight!.eq(5).all().item<bool>());
    }

    [Fact]
    public void A_frozen_parameter_stays_outside()
    {
        using var network = SmallNetwork.CreateFrozen(1);
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        using var before = network.Second.weight!.clone();

        Assert.DoesNotContain(flat.Segments.Single().Slices, slice => slice.Name.StartsWith("second.", StringComparison.Ordinal));
        flat.Values.fill_(5);
        Assert.True(network.Second.weight!.bytes.SequenceEqual(before.bytes));
    }

    [Fact]
    public void A_module_with_nothing_to_train_is_refused()
    {
        using var module = nn.ReLU();
        var failure = Assert.Throws<ArgumentException>(() => FlatParameters.Adopt(module, (_, _) => 0));
        Assert.Equal("The module has no trainable parameter; there is nothing to train. (Parameter 'module')", failure.Message);
    }

    [Fact]
    public void A_parameter_of_another_type_is_refused_by_name()
    {
        using var module = nn.Linear(2, 2, dtype: ScalarType.Float64);
        var failure = Assert.Throws<ArgumentException>(() => FlatParameters.Adopt(module, (_, _) => 0));
        Assert.Equal("Parameter \"weight\" is Float64; trainable parameters are Float32.", failure.Message);
    }

    [Fact]
    public void Adoption_leaves_only_the_two_buffers_behind()
    {
        using var network = SmallNetwork.Create(1);
        var before = Tensor.TotalCount;
        using var flat = FlatParameters.Adopt(network, (_, _) => 0);
        Assert.InRange(Tensor.TotalCount, 0, before + 2);
    }
}
