namespace DeepPipe.Cli.Tests.Commands;

public sealed class CommandTests(TrainedShop trained) : IDisposable
{
    private readonly Shop shop = new();

    [Fact]
    public void Check_says_what_a_config_makes_and_leaves_nothing()
    {
        var before = shop.Everything();
        var end = CommandProcess.DeepPipe("check", shop.Config).Succeeds();

        Assert.StartsWith($"{shop.Config} trains.\nrows        210 train, 30 validation, 60 test\n", end.Output, StringComparison.Ordinal);
        Assert.Contains("\nexport      rehearsed: opset 21, golden rows agree\n", end.Output, StringComparison.Ordinal);
        Assert.Equal(before, shop.Everything());
    }

    [Fact]
    public void Check_says_what_is_wrong()
    {
        var config = shop.ConfigWith("epochs: 8", "epochs: none");

        CommandProcess.DeepPipe("check", config).Refuses(2, $"{config}:10:11: training.epochs is \"none\". Allowed: a whole number, at least 1.");
    }

    [Fact]
    public void Doctor_says_what_was_found()
    {
        var end = CommandProcess.DeepPipe("doctor").Succeeds();

        Assert.Equal(
            ["deeppipe", ".NET", "libtorch", "TorchSharp", "training", "onnxruntime", "inference", "threads"],
            end.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void An_output_that_is_there_is_replaced_only_by_force()
    {
        var output = shop.Write("scored.csv", "precious");
        string[] predict = ["predict", trained.Bundle, trained.Table, output, "--device", "cpu"];

        CommandProcess.DeepPipe(predict).Refuses(2, $"{output}: exists already. Give another name, or replace it with --force.");
        Assert.Equal("precious", File.ReadAllText(output));
        CommandProcess.DeepPipe([.. predict, "--force"]).Succeeds();
        Assert.StartsWith(Shop.Header, File.ReadAllText(output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_under_way_is_not_resumed_beside_it()
    {
        using var train = CommandProcess.Start(Programs.DeepPipe, shop.Train(shop.Config, "--set", "training.epochs=100000"));
        Assert.True(train.SaysLine("epoch"));
        var run = shop.RunFolders().Single();

        CommandProcess.DeepPipe("resume", run).Refuses(2, $"{run} is under way in another process. Wait for its end, or end it first.");
    }

    public void Dispose() => shop.Dispose();
}
