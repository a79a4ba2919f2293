using DeepPipe.Configuration;

namespace DeepPipe.Models.Tests;

public sealed class CustomNetworkTests
{
    private static readonly string Own = typeof(OwnNetwork).Assembly.Location;

    [Fact]
    public void Options_become_arguments_and_those_left_out_keep_their_defaults()
    {
        var config = Read($"network: {{type: custom, assembly: {Own}, class: OwnNetwork, options: {{width: 5, dropout: 1e-1, activation: silu, more: [3, 4]}}}}");
        using var network = config.Build(new(2, [], 1));

        // The class is that of the loaded file, which is not the one that this test was compiled with.
        var (width, dropout, wide, activation, more) = ((int, double, bool, Activation, IReadOnlyList<int>?))
            network.GetType().GetProperty(nameof(OwnNetwork.Told))!.GetValue(network)!;
        Assert.Equal((5, 0.1, false, Activation.Silu), (width, dropout, wide, activation));
        Assert.Equal([3, 4], more!);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var config = Read($"network: {{type: custom, assembly: {Own}, class: OwnNetwork, options: {{width: 5, wide: true, activation: \"silu\", dropout: 0.5, more: [3, 4]}}}}");
        var text = Config.Write(new Section { Network = config });

        Assert.Equal(text, Config.Write(new Section { Network = Read(text) }));
    }

    [Theory]
    [InlineData("class: OwnNetwrok", "network.class is \"OwnNetwrok\". Allowed: AskingNetwork, OddNetwork, OwnNetwork. Did you mean \"OwnNetwork\"?")]
    [InlineData("class: OddNetwork", "network.class is \"OddNetwork\". Allowed: a class with one public constructor, which takes a NetworkShape, then numbers, booleans, texts, words or lists of numbers.")]
    [InlineData("class: OwnNetwork, options: {widht: 3}", "network.options.widht is an unknown key. Allowed: width, dropout, wide, activation, more. Did you mean \"width\"?")]
    [InlineData("class: OwnNetwork, options: {width: 2.5}", "network.options.width is 2.5. Allowed: an integer.")]
    [InlineData("class: OwnNetwork, options: {width: 99999999999}", "network.options.width is 99999999999. Allowed: an integer.")]
    [InlineData("class: OwnNetwork, options: {wide: \"true\"}", "network.options.wide is \"true\". Allowed: true or false.")]
    [InlineData("class: OwnNetwork, options: {activation: rely}", "network.options.activation is \"rely\". Allowed: relu, gelu, silu.")]
    [InlineData("class: OwnNetwork, options: {more: [a]}", "network.options.more is a list. Allowed: a list; each item an integer.")]
    [InlineData("class: AskingNetwork", "network.options.depth is missing. Allowed: an integer.")]
    public void A_class_or_an_option_that_does_not_fit_is_told_at_its_place(string rest, string problem) =>
        Assert.EndsWith($": {problem}", ProblemOf($"{{type: custom, assembly: {Own}, {rest}}}"), StringComparison.Ordinal);

    [Fact]
    public void An_assembly_that_is_not_there_or_is_none_is_told()
    {
        var text = Path.ChangeExtension(Own, ".runtimeconfig.json");

        Assert.EndsWith(
            ": network.assembly is \"/no/where.dll\". Allowed: a .NET assembly that is there. Build it first: dotnet build -c Release",
            ProblemOf("{type: custom, assembly: /no/where.dll, class: A}"), StringComparison.Ordinal);
        Assert.Contains(". Allowed: a .NET assembly that can be read. ", ProblemOf($"{{type: custom, assembly: {text}, class: A}}"), StringComparison.Ordinal);
        Assert.Contains(". Allowed: a .NET assembly that can be read. ", ProblemOf($"{{type: custom, assembly: {Path.GetTempPath()}, class: A}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_a_network_is_told() =>
        Assert.EndsWith(
            ": network.class is \"A\". Allowed: a public class; the assembly has none that is a Module<FeatureTensors, Tensor>.",
            ProblemOf($"{{type: custom, assembly: {typeof(Problem).Assembly.Location}, class: A}}"), StringComparison.Ordinal);

    private static string ProblemOf(string network) =>
        Assert.Single(Assert.Throws<ConfigException>(() => Read($"network: {network}")).Problems).ToString();

    private static NetworkConfig Read(string text) => Config.Parse<Section>(text, "some.yaml", [], _ => null).Network;

    private sealed record Section
    {
        public NetworkConfig Network { get; init; } = new LinearConfig();
    }
}
