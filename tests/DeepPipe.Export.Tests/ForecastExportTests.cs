using CsCheck;
using DeepPipe.Bundle;
using DeepPipe.Inference;
using DeepPipe.Models;
using static TorchSharp.torch;

namespace DeepPipe.Export.Tests;

public sealed class ForecastExportTests : IDisposable
{
    private static readonly Gen<NetworkConfig> Networks = Gen.OneOf(
        Gen.Select(Gen.Int[1, 30], Gen.Bool, (kernel, individual) => (NetworkConfig)new DLinearConfig { Kernel = kernel, Individual = individual }),
        Gen.Bool.Select(individual => (NetworkConfig)new NLinearConfig { Individual = individual }),
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 7], Gen.Int[1, 2], Gen.Int[1, 3], (patch, stride, layers, heads) => (NetworkConfig)new PatchTransformerConfig
        {
            Patch = patch,
            Stride = stride,
            Layers = layers,
            Heads = heads,
            Width = 2 * heads,
            HiddenWidth = 5,
        }),
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 2], (width, layers) => (NetworkConfig)new GruConfig { Width = width, Layers = layers }),
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 2], (width, layers) => (NetworkConfig)new LstmConfig { Width = width, Layers = layers }),
        Gen.Int[1, 8].Select(width => (NetworkConfig)new MlpConfig { Layers = [width] }),
        Gen.Int[2, 3].Select(members => (NetworkConfig)new EnsembleConfig { Members = members, Of = new NLinearConfig() }));

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deeppipe-export-tests-");

    private string BundlePath => Path.Combine(folder.FullName, "bundle");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_random_network_of_several_channels_answers_in_onnx_as_in_torch() =>
        Gen.Select(Networks, Gen.Int[6, 14], Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 1000]).Sample(
            (network, lookBack, channels, horizon, seed) =>
            {
                using var small = new SmallForecast(network, lookBack, channels, horizon, seed);
                Write(small);
                var verified = BundleVerification.Verify(BundlePath, new DeviceChoice.Cpu(), _ => { });
                Assert.True(verified.Golden.Passed);
                var target = Assert.Single(verified.Manifest.Signature.Targets);
                Assert.Equal((SignatureTarget.Forecast, horizon, Math.Max(1, channels - 1)), (target.Task, target.Horizon, target.Channels.Count));
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void A_channel_that_differs_is_told_in_its_own_unit_with_its_step()
    {
        using var small = new SmallForecast(new NLinearConfig(), 8, 3, 2, seed: 1);
        Write(small);
        // The channel of deviation 1000 is not answered; of 1 and 0.001, a hundredth is too much for the second alone.
        var bundle = BundleFolder.Open(BundlePath);
        using var predictor = Predictor.Open(bundle, new DeviceChoice.Cpu(), 1, _ => { });
        var expected = new TrainerAnswers(small.Model, small.Request.Features, small.Request.Signature).Expect(small.Rows);
        Assert.True(GoldenCheck.Compare("row", expected, predictor, small.Request.ScaledTolerances).Passed);

        using (no_grad())
            small.Model.get_buffer("head.mean")!.add_(tensor(new[] { 0f, 0, 0, 1e-5f }));
        var altered = new TrainerAnswers(small.Model, small.Request.Features, small.Request.Signature).Expect(small.Rows);
        var result = GoldenCheck.Compare("row", altered, predictor, small.Request.ScaledTolerances);
        Assert.False(result.Passed);
        Assert.Equal("channel 0 of step 2", result.Worst.Output);
    }

    private void Write(SmallForecast small) =>
        BundleExport.Write(small.Request, [small.Rows, small.Rows.Slice(3, 1)], BundlePath, replace: true, SmallForecast.Describe);
}
