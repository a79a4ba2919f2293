using Apache.Arrow;
using DeepPipe.Storage;

namespace DeepPipe.Bundle;

/// <summary>A bundle on disk: a trained model with everything that serving needs to know of it.</summary>
public sealed class BundleFolder
{
    private const string ModelFile = "model.onnx";
    private const string GoldenFile = "golden.arrow";
    private const string ProfileFile = "profile.json";

    private BundleFolder(string path, Manifest manifest)
    {
        Path = path;
        Manifest = manifest;
    }

    /// <summary>The folder, as it was given.</summary>
    public string Path { get; }

    /// <summary>What the bundle says of itself.</summary>
    public Manifest Manifest { get; }

    /// <summary>The model: inputs, one a column of the signature; outputs, its answers.</summary>
    public string ModelPath => At(ModelFile);

    /// <summary>The golden rows, see <see cref="GoldenRows"/>.</summary>
    public string GoldenPath => At(GoldenFile);

    /// <summary>The training data's distribution.</summary>
    public string ProfilePath => At(ProfileFile);

    /// <summary>Opens a bundle and checks its format, its signature and the hash of every file.</summary>
    /// <exception cref="MissingBundleException">There is no bundle.</exception>
    /// <exception cref="IntegrityException">The format is another, a file is missing, or a hash differs.</exception>
    public static BundleFolder Open(string path)
    {
        var bundle = OpenUnchecked(path);
        foreach (var (name, hash) in bundle.Manifest.Files)
            bundle.Check(name, hash);
        return bundle;
    }

    /// <summary>Opens a bundle and checks its format and signature, and no hash.</summary>
    /// <exception cref="MissingBundleException">There is no bundle.</exception>
    /// <exception cref="IntegrityException">The format is another, or the manifest cannot be read.</exception>
    public static BundleFolder OpenUnchecked(string path)
    {
        var manifestPath = System.IO.Path.Combine(path, ManifestFile.Name);
        if (!Directory.Exists(path))
            throw new MissingBundleException(File.Exists(path)
                ? $"{path} is a file. A bundle is a folder that holds {ManifestFile.Name} and {ModelFile}."
                : $"There is no bundle at {path}. Give the folder that holds {ManifestFile.Name}, such as runs/<run>/bundle.");
        if (!File.Exists(manifestPath))
            throw new MissingBundleException(
                $"{path} is no bundle: it holds no {ManifestFile.Name}. Give the folder that does, such as runs/<run>/bundle.");
        var bundle = new BundleFolder(path, ManifestFile.Read(manifestPath));
        bundle.CheckNames();
        return bundle;
    }

    /// <summary>
    /// Makes a bundle: all of it or nothing. <paramref name="writeFiles"/> gets a folder and writes model.onnx, golden.arrow and
    /// profile.json into it, and what these refer to; the manifest is written last, with the hash of every file.
    /// </summary>
    /// <param name="path">The folder to make.</param>
    /// <param name="manifest">What the bundle says of itself; its <see cref="Manifest.Files"/> are filled here.</param>
    /// <param name="writeFiles">Writes the files.</param>
    /// <param name="replace">Whether a folder that is already there gives way; otherwise it is refused.</param>
    /// <exception cref="IOException">The folder is already there, or it cannot be written.</exception>
    /// <exception cref="InvalidOperationException">A file that each bundle has was not written, or the manifest does not
    /// hold.</exception>
    public static void Create(string path, Manifest manifest, Action<string> writeFiles, bool replace)
    {
        if (manifest.Problems().FirstOrDefault() is { } problem)
            throw new InvalidOperationException($"The manifest does not hold: {problem}.");
        if (replace)
            AtomicFolder.Replace(path, Fill);
        else
            AtomicFolder.Create(path, Fill);

        void Fill(string folder)
        {
            writeFiles(folder);
            var files = HashesOf(folder);
            if (Required.FirstOrDefault(name => !files.ContainsKey(name)) is { } missing)
                throw new InvalidOperationException($"The bundle has no {missing}.");
            ManifestFile.Write(System.IO.Path.Combine(folder, ManifestFile.Name), manifest with { Files = files });
        }
    }

    /// <summary>The golden rows: the inputs in canonical form and the trainer's answers behind them.</summary>
    /// <exception cref="IntegrityException">They cannot be read.</exception>
    public RecordBatch ReadGolden() => GoldenRows.Read(GoldenPath);

    private static IEnumerable<string> Required => [ModelFile, GoldenFile, ProfileFile];

    private static SortedDictionary<string, string> HashesOf(string folder)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            hashes.Add(System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), Sha256.OfFile(file));
        return hashes;
    }

    private void CheckNames()
    {
        if (Required.FirstOrDefault(name => !Manifest.Files.ContainsKey(name)) is { } missing)
            throw new IntegrityException($"{At(ManifestFile.Name)}: files does not name {missing}. Export the bundle again.");
        if (Manifest.Files.Keys.FirstOrDefault(LeavesFolder) is { } outside)
            throw new IntegrityException(
                $"{At(ManifestFile.Name)}: files names \"{outside}\", which lies outside the bundle. Export the bundle again.");
    }

    private void Check(string name, string expected)
    {
        var file = At(name);
        if (!File.Exists(file))
            throw new IntegrityException(
                $"{file} is missing, though the manifest names it. Restore it from a copy, or export the bundle again.");
        var found = Sha256.OfFile(file);
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new IntegrityException(
                $"{file} was altered after the bundle was written: its SHA-256 is {found}, the manifest says {expected}. "
                + "Restore it from a copy, or export the bundle again.");
    }

    private static bool LeavesFolder(string name) =>
        System.IO.Path.IsPathRooted(name) || name.Split('/', '\\').Any(part => part is ".." or "");

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
