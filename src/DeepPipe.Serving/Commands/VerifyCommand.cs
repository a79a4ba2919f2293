using System.Globalization;
using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>The command that proves a bundle.</summary>
/// <param name="Bundle">The bundle's folder.</param>
public sealed record VerifyCommand(string Bundle)
{
    /// <summary>Where the golden rows are scored, see <see cref="DeviceOption"/>.</summary>
    public string Device { get; init; } = DeviceOption.Default;

    /// <summary>Whether the result is told as one line of JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Proves the bundle and tells so. Throws what <see cref="BundleVerification.Verify"/> throws.</summary>
    public void Run(Terminal terminal)
    {
        var result = BundleVerification.Verify(Bundle, DeviceChoice.Parse(Device), terminal.Error.WriteLine);
        terminal.Output.WriteLine(Json ? ToJson(result) : Describe(result));
    }

    private string Describe(VerificationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Bundle} holds: {result.Manifest.Files.Count} files by their hashes, the signature, and {result.Golden.RowCount} "
        + $"golden rows on {result.Device}, where the largest difference from training is {result.Golden.LargestDifference:G2}.");

    private string ToJson(VerificationResult result) => JsonLine.Of(json =>
    {
        json.WriteString("bundle", Bundle);
        json.WriteString("name", result.Manifest.Name);
        json.WriteString("version", result.Manifest.Version);
        json.WriteString("device", result.Device);
        json.WriteNumber("files", result.Manifest.Files.Count);
        json.WriteNumber("golden_rows", result.Golden.RowCount);
        json.WriteNumber("largest_difference", result.Golden.LargestDifference);
    });
}
