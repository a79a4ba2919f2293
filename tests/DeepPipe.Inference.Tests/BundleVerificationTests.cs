using DeepPipe.Bundle;
using DeepPipe.Inference.Tests.Models;
using DeepPipe.Storage;

namespace DeepPipe.Inference.Tests;

public sealed class BundleVerificationTests : IDisposable
{
    private readonly TestBundle bundle = new();

    [Fact]
    public void A_bundle_that_holds_is_verified()
    {
        var result = BundleVerification.Verify(bundle.Path, new DeviceChoice.Cpu(), Assert.Fail);

        Assert.Equal("cpu", result.Device);
        Assert.Equal("income", result.Manifest.Name);
        Assert.True(result.Golden.Passed);
    }

    [Fact]
    public void An_altered_byte_is_found_by_the_hash()
    {
        AlterWeight();

        Assert.StartsWith($"{bundle.ModelPath} was altered after the bundle was written: ", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_altered_weight_with_a_mended_hash_is_found_by_the_golden_rows()
    {
        var before = Sha256.OfFile(bundle.ModelPath);
        AlterWeight();
        var manifest = Path.Combine(bundle.Path, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(before, Sha256.OfFile(bundle.ModelPath), StringComparison.Ordinal));

        Assert.Matches(
            @"golden\.arrow: golden row \d: probability\.(<=|>)50K is 0\.\d+ here and 0\.\d+ in training; allowed difference 0\.0000\d+\. "
            + "The model does not answer as it did in training; export the bundle again.$",
            Refused());
    }

    [Fact]
    public void A_device_that_is_not_there_is_no_fault_of_the_bundle() => Assert.Matches(
        "^The device cuda:63 cannot be had: .+. Choose the device cpu, or auto, which falls back to the CPU.$",
        Assert.Throws<DeviceUnavailableException>(
            () => BundleVerification.Verify(bundle.Path, new DeviceChoice.Cuda(63), Assert.Fail)).Message);

    public void Dispose() => bundle.Dispose();

    private string Refused() =>
        Assert.Throws<IntegrityException>(() => BundleVerification.Verify(bundle.Path, new DeviceChoice.Cpu(), Assert.Fail)).Message;

    private void AlterWeight()
    {
        var model = File.ReadAllBytes(bundle.ModelPath);
        var place = model.AsSpan().IndexOf(BitConverter.GetBytes(-0.375f));
        BitConverter.TryWriteBytes(model.AsSpan(place), -0.380f);
        File.WriteAllBytes(bundle.ModelPath, model);
    }
}
