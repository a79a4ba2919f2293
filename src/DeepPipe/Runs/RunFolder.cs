using System.Globalization;
using System.Security.Cryptography;
using DeepPipe.Configuration;
using DeepPipe.Storage;

namespace DeepPipe;

/// <summary>The folder of a run: config.yaml, run.json, fitted.json, metrics.jsonl, checkpoints/ and, at the end, bundle/.</summary>
public sealed class RunFolder
{
    private const string ConfigFile = "config.yaml";
    private const string RecordFile = "run.json";
    private const string FittedFile = "fitted.json";
    private const string LockFile = ".lock";
    private const int AnotherHoldsIt = 11;      // EAGAIN of flock

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Where the bundle is, or will be.</summary>
    public string BundlePath => System.IO.Path.Combine(Path, "bundle");

    /// <summary>The run's name, which is the folder's.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));

    /// <summary>Refuses a place where no run can lie, before there is one.</summary>
    /// <exception cref="RunException">It is a file, or has no name.</exception>
    internal static void RequirePlace(string runsFolder)
    {
        if (runsFolder.Length == 0)
            throw new RunException("The folder of runs is empty. Let --runs name a folder.");
        if (File.Exists(runsFolder))
            throw new RunException($"{runsFolder} is a file. Let --runs name a folder.");
    }

    /// <summary>Makes a new folder <c>yyyyMMdd-HHmmss-name-xxxx</c> with all that a run needs to begin, or to be begun again.</summary>
    /// <param name="runsFolder">Where runs lie; it is made if it is not there.</param>
    /// <param name="config">The text of the resolved config.</param>
    /// <param name="fitted">What was fitted, as JSON.</param>
    /// <param name="record">What the run is made from.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal static RunFolder Create(string runsFolder, string config, string fitted, RunRecord record)
    {
        var stamp = record.Created.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var suffix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2));   // two runs of one second stay apart
        var path = System.IO.Path.Combine(runsFolder, $"{stamp}-{record.Name}-{suffix}");
        Directory.CreateDirectory(runsFolder);
        AtomicFolder.Create(path, folder =>
        {
            File.WriteAllText(System.IO.Path.Combine(folder, ConfigFile), config);
            File.WriteAllText(System.IO.Path.Combine(folder, FittedFile), fitted);
            File.WriteAllText(System.IO.Path.Combine(folder, RecordFile), record.ToJson());
        });
        return new RunFolder(path);
    }

    /// <summary>Opens a run's folder.</summary>
    /// <exception cref="RunException">It is not the folder of a run.</exception>
    public static RunFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw new RunException($"There is no run at {path}. Give the run's folder, such as runs/<run>.");
        if (!File.Exists(System.IO.Path.Combine(path, ConfigFile)))
            throw new RunException($"{path} is no run: it holds no {ConfigFile}. Give the run's folder, such as runs/<run>.");
        return new RunFolder(path);
    }

    /// <summary>Whether training has begun: until then, there is nothing in the folder that a new run would not make again.</summary>
    internal bool HasBegun => Directory.Exists(At("checkpoints"));

    /// <summary>Keeps other processes from the run until it is disposed of, or the process ends in whichever way.</summary>
    /// <exception cref="RunException">Another process is at it.</exception>
    internal IDisposable Hold()
    {
        try
        {
            return new FileStream(At(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException failure) when (failure.HResult is AnotherHoldsIt or unchecked((int)0x80070020))
        {
            throw new RunException($"{Path} is under way in another process. Wait for its end, or end it first.", failure);
        }
    }

    /// <summary>Removes the folder.</summary>
    internal void Delete() => Directory.Delete(Path, recursive: true);

    /// <summary>Removes what a killed process had not written to the end. Nobody else may be at the run.</summary>
    internal void RemoveTemporaries()
    {
        foreach (var file in Directory.EnumerateFiles(Path, ".*.tmp", SearchOption.AllDirectories).ToList())
            File.Delete(file);
        foreach (var folder in Directory.EnumerateDirectories(Path, ".*.tmp").ToList())
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The run's own config.</summary>
    /// <exception cref="ConfigException">The file was altered and is wrong.</exception>
    internal RootConfig ReadConfig() => Config.Read<RootConfig>(At(ConfigFile), [], Environment.GetEnvironmentVariable);

    /// <summary>Refuses a config that is not the one the run was begun with: what was trained so far would be of another.</summary>
    /// <exception cref="RunException">The file was altered.</exception>
    internal void RequireConfigOf(RunRecord record)
    {
        if (Sha256.OfFile(At(ConfigFile)) != record.Lineage.Config)
            throw new RunException(
                $"{At(ConfigFile)} has changed since the run was started, so it cannot go on. Restore it from a copy, or train again.");
    }

    /// <summary>Refuses fitted values that are not those the run was begun with.</summary>
    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal void RequireFittedOf(RunRecord record)
    {
        if (!File.Exists(At(FittedFile)))
            throw new RunException($"There is no {At(FittedFile)}. Restore it from a copy, or train again.");
        if (Sha256.OfFile(At(FittedFile)) != record.Fitted)
            throw new RunException(
                $"{At(FittedFile)} has changed since the run was started, so it cannot go on. Restore it from a copy, or train again.");
    }

    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal FittedTable ReadFitted() => FittedTable.FromJson(At(FittedFile));

    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal FittedLanguage ReadFittedLanguage() => FittedLanguage.FromJson(At(FittedFile));

    internal void Write(RunRecord record) => AtomicFile.WriteText(At(RecordFile), record.ToJson());

    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal RunRecord ReadRecord() => RunRecord.FromJson(At(RecordFile));

    private string At(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>A run's folder is not there or cannot be gone on with.</summary>
/// <param name="message">What was found, and the remedy.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class RunException(string message, Exception? inner = null) : Exception(message, inner);
