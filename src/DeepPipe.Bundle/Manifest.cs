using System.Globalization;

namespace DeepPipe.Bundle;

/// <summary>
/// What a bundle says of itself: the content of its manifest.json. It protects the files that it names, and nothing protects it:
/// whoever may write the bundle can change a tolerance or a hash. Where that matters, keep the manifest's own hash elsewhere.
/// </summary>
public sealed record Manifest
{
    /// <summary>The format that this version writes and the only one it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The layout of the bundle.</summary>
    /// <value>Default <see cref="CurrentFormat"/>.</value>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The model's name, from its config.</summary>
    public required string Name { get; init; }

    /// <summary>The model's version; the run that made it unless a registry gave another.</summary>
    public required string Version { get; init; }

    /// <summary>When the bundle was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What goes in and what comes out.</summary>
    public required Signature Signature { get; init; }

    /// <summary>The scores of the exported model, such as test.accuracy.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>How near the exported model is to the trainer.</summary>
    public required ParityRecord Parity { get; init; }

    /// <summary>What the model was made from.</summary>
    public required Lineage Lineage { get; init; }

    /// <summary>
    /// SHA-256 of every other file of the bundle, in lower-case hex, by its path inside the bundle with forward slashes.
    /// <see cref="BundleFolder.Create"/> fills it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with this manifest, each as "key: what is wrong"; empty when it holds.</summary>
    internal IEnumerable<string> Problems()
    {
        foreach (var problem in Signature.Problems())
            yield return $"signature.{problem}";
        if (Parity.Tolerances.Count != (Signature.Language is null ? Signature.Targets.Count : 1))
            yield return string.Create(
                CultureInfo.InvariantCulture, $"parity.tolerances: {Parity.Tolerances.Count} tolerances do not fit {Signature.Targets.Count} targets");
    }
}
