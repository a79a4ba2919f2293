using DeepPipe.Configuration;

namespace DeepPipe;

/// <summary>A config file as a user names it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Overrides">Values that are changed, each <c>key=value</c>.</param>
internal sealed record ConfigFile(string Path, IReadOnlyList<string> Overrides)
{
    /// <summary>Reads the file and works with it. What shows to be wrong with it only then is told at its place all the same.</summary>
    /// <exception cref="ConfigException">The config is wrong: all problems, each with its place.</exception>
    internal void Use(Action<RootConfig> work)
    {
        var config = Config.Read<RootConfig>(Path, Overrides, Environment.GetEnvironmentVariable);
        try
        {
            work(config);
        }
        catch (ConfigException failure)
        {
            throw new ConfigException(Config.Locate<RootConfig>(Path, Overrides, failure.Problems));
        }
    }
}
