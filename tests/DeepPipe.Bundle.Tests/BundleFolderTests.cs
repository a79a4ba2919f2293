using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using DeepPipe.Storage;

namespace DeepPipe.Bundle.Tests;

public sealed class BundleFolderTests : IDisposable
{
    private readonly SomeBundle bundle = new();

    [Fact]
    public void What_was_written_is_read_back()
    {
        var manifest = BundleFolder.Open(bundle.Path).Manifest;

        Assert.Equal(Text(SomeBundle.Manifest), Text(manifest with { Files = SomeBundle.Manifest.Files }));
        Assert.Equal(["golden.arrow", "model.onnx", "profile.json"], manifest.Files.Keys);
    }

    [Theory, InlineData("de-DE"), InlineData("tr-TR")]
    public void The_language_of_the_user_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            using var here = new SomeBundle();
            Assert.Equal(File.ReadAllText(bundle.File("manifest.json")), File.ReadAllText(here.File("manifest.json")));
            Assert.Equal(0.1 + 0.2, BundleFolder.Open(here.Path).Manifest.Metrics["test.accuracy"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Golden_rows_come_back_with_their_gaps()
    {
        var golden = BundleFolder.Open(bundle.Path).ReadGolden();

        Assert.Equal(2, golden.Length);
        Assert.Equal(39, ((DoubleArray)golden.Column("age")).GetValue(0));
        Assert.Null(((DoubleArray)golden.Column("age")).GetValue(1));
        Assert.Equal("<=50K", ((StringArray)golden.Column("expected.prediction")).GetString(0));
        Assert.Equal(0.625f, ((FloatArray)golden.Column("expected.probability.1")).GetValue(1));
    }

    [Theory, InlineData("model.onnx"), InlineData("golden.arrow"), InlineData("profile.json")]
    public void An_altered_byte_is_named(string name)
    {
        var before = Sha256.OfFile(bundle.File(name));
        var bytes = File.ReadAllBytes(bundle.File(name));
        bytes[^1] ^= 1;
        File.WriteAllBytes(bundle.File(name), bytes);

        Assert.Equal(
            $"{bundle.File(name)} was altered after the bundle was written: its SHA-256 is {Sha256.OfFile(bundle.File(name))}, "
            + $"the manifest says {before}. Restore it from a copy, or export the bundle again.",
            Refused());
        Assert.Equal("süß", BundleFolder.OpenUnchecked(bundle.Path).Manifest.Name);
    }

    [Fact]
    public void A_file_that_is_gone_is_named()
    {
        File.Delete(bundle.File("profile.json"));

        Assert.Equal(
            $"{bundle.File("profile.json")} is missing, though the manifest names it. Restore it from a copy, or export the bundle again.",
            Refused());
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "format is 2. This version reads format 1. "
        + "Open the bundle with the version that wrote it, or export it again.")]
    [InlineData("\"format\": 1,", "", "format is not given. This version reads format 1. "
        + "Open the bundle with the version that wrote it, or export it again.")]
    [InlineData("\"binary\"", "\"ternary\"", "signature.targets.0.task: \"ternary\" is none of binary, multiclass, multilabel, regression, forecast. Export the bundle again.")]
    [InlineData("\"profile.json\"", "\"../profile.json\"", "files does not name profile.json. Export the bundle again.")]
    [InlineData("\"profile.json\"", "\"/etc/x\": \"0\", \"profile.json\"",
        "files names \"/etc/x\", which lies outside the bundle. Export the bundle again.")]
    public void A_manifest_that_does_not_hold_is_refused(string found, string instead, string message)
    {
        Mend(found, instead);

        Assert.Equal($"{bundle.File("manifest.json")}: {message}", Refused());
    }

    [Fact]
    public void A_manifest_that_is_no_json_is_refused_with_its_place()
    {
        File.WriteAllText(bundle.File("manifest.json"), "{\n  \"format\": 1,\n  oops");

        Assert.Equal(
            $"{bundle.File("manifest.json")}:3:3: this is no manifest of a bundle. Restore the file from a copy, or export the bundle again.",
            Refused());
    }

    [Fact]
    public void A_manifest_with_a_text_for_a_number_is_refused_with_its_key()
    {
        Mend("\"threads\": 2", "\"threads\": \"two\"");

        Assert.Contains("this is no manifest of a bundle; see lineage.threads. Restore", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Golden_rows_that_cannot_be_read_are_refused()
    {
        File.WriteAllText(bundle.File("golden.arrow"), "not Arrow at all, though long enough for a footer");

        var exception = Assert.Throws<IntegrityException>(BundleFolder.OpenUnchecked(bundle.Path).ReadGolden);
        Assert.Equal($"{bundle.File("golden.arrow")}: the golden rows cannot be read. Export the bundle again.", exception.Message);
    }

    [Fact]
    public void A_path_without_a_bundle_is_told_from_a_broken_bundle()
    {
        var missing = bundle.Path + "-not";
        Assert.Equal(
            $"There is no bundle at {missing}. Give the folder that holds manifest.json, such as runs/<run>/bundle.",
            Assert.Throws<MissingBundleException>(() => BundleFolder.Open(missing)).Message);
        Assert.Equal(
            $"{bundle.File("model.onnx")} is a file. A bundle is a folder that holds manifest.json and model.onnx.",
            Assert.Throws<MissingBundleException>(() => BundleFolder.Open(bundle.File("model.onnx"))).Message);

        File.Delete(bundle.File("manifest.json"));
        Assert.Equal(
            $"{bundle.Path} is no bundle: it holds no manifest.json. Give the folder that does, such as runs/<run>/bundle.",
            Assert.Throws<MissingBundleException>(() => BundleFolder.Open(bundle.Path)).Message);
    }

    [Fact]
    public void A_bundle_that_is_there_is_replaced_only_when_asked()
    {
        Assert.ThrowsAny<IOException>(() => BundleFolder.Create(bundle.Path, SomeBundle.Manifest, SomeBundle.WriteFiles, replace: false));

        BundleFolder.Create(bundle.Path, SomeBundle.Manifest with { Name = "next" }, SomeBundle.WriteFiles, replace: true);
        Assert.Equal("next", BundleFolder.Open(bundle.Path).Manifest.Name);
    }

    [Fact]
    public void A_failure_while_writing_leaves_nothing()
    {
        var path = bundle.Path + "-half";
        Assert.Throws<InvalidOperationException>(() => BundleFolder.Create(path, SomeBundle.Manifest, _ => { }, replace: false));

        Assert.Equal([bundle.Path], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    public void Dispose() => bundle.Dispose();

    private static string Text(Manifest manifest) => JsonSerializer.Serialize(manifest, ManifestJson.Default.Manifest);

    private string Refused() => Assert.Throws<IntegrityException>(() => BundleFolder.Open(bundle.Path)).Message;

    private void Mend(string found, string instead)
    {
        var text = File.ReadAllText(bundle.File("manifest.json"));
        Assert.Contains(found, text, StringComparison.Ordinal);
        File.WriteAllText(bundle.File("manifest.json"), text.Replace(found, instead, StringComparison.Ordinal));
    }
}
