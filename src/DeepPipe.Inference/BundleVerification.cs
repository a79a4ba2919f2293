using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>Proves a bundle: its hashes, its signature against the model, and its golden rows.</summary>
public static class BundleVerification
{
    /// <summary>Checks in this order, and stops at what does not hold.</summary>
    /// <param name="path">The bundle's folder.</param>
    /// <param name="device">Where the golden rows are scored.</param>
    /// <param name="warn">Is told why the model runs on the CPU where auto could not have a CUDA device.</param>
    /// <exception cref="MissingBundleException">There is no bundle.</exception>
    /// <exception cref="DeviceUnavailableException">A CUDA device was asked for by name and cannot be had.</exception>
    /// <exception cref="IntegrityException">Something does not hold; names the file or the cell.</exception>
    public static VerificationResult Verify(string path, DeviceChoice device, Action<string> warn)
    {
        var bundle = BundleFolder.Open(path);
        if (bundle.Manifest.Signature.Language is { } language)
            return VerifyLanguage(bundle, language, device, warn);
        using var predictor = Predictor.Open(bundle, device, threads: 0, warn);
        var golden = GoldenCheck.Run(bundle, predictor);
        golden.ThrowIfFailed();
        return new(bundle.Manifest, predictor.Device, golden);
    }

    private static VerificationResult VerifyLanguage(BundleFolder bundle, LanguageSignature language, DeviceChoice device, Action<string> warn)
    {
        using var session = LanguageSession.Open(bundle.ModelPath, language, device, threads: 0, warn);
        var golden = LanguageCheck.Run(bundle, session);
        golden.ThrowIfFailed();
        return new(bundle.Manifest, session.Device, golden);
    }
}

/// <summary>What was proven of a bundle.</summary>
/// <param name="Manifest">What the bundle says of itself.</param>
/// <param name="Device">Where the golden rows were scored: cpu or cuda:N.</param>
/// <param name="Golden">How near the answers are to the trainer's.</param>
public sealed record VerificationResult(Manifest Manifest, string Device, GoldenResult Golden);
