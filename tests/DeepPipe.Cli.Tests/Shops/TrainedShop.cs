[assembly: AssemblyFixture(typeof(DeepPipe.Cli.Tests.TrainedShop))]

namespace DeepPipe.Cli.Tests;

/// <summary>One unbroken run that all tests look at and none alters.</summary>
public sealed class TrainedShop : IDisposable
{
    private readonly Shop shop = new();

    /// <summary>Trains.</summary>
    public TrainedShop() => Run = shop.TrainedRun();

    /// <summary>The config.</summary>
    public string Config => shop.Config;

    /// <summary>The table that was trained on.</summary>
    public string Table => shop.At("rows.csv");

    /// <summary>The run's folder.</summary>
    public string Run { get; }

    /// <summary>The run's bundle.</summary>
    public string Bundle => Path.Combine(Run, "bundle");

    /// <summary>Copies the bundle to a place where it may be altered, and answers its path.</summary>
    public string CopyBundle(string folder)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, "bundle")).FullName;
        foreach (var file in Directory.EnumerateFiles(Bundle))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => shop.Dispose();
}
