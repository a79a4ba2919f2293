using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Features;

namespace DeepPipe;

/// <summary>Keeps what <c>${env:NAME}</c> holds in a path of a config out of the messages about its files.</summary>
internal static class SourcePaths
{
    /// <summary>Does the work. What it throws about a file names the path as the config does; every other exception passes as it is.</summary>
    internal static T Conceal<T>(RootConfig config, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is DataException or RunException or TargetException or IOException or UnauthorizedAccessException)
        {
            var message = Concealed(config.Data, failure.Message);
            if (message == failure.Message)
                throw;
            // The cause is left out, for a trace would tell its message.
            throw failure switch
            {
                MissingSourceException => new MissingSourceException(message),
                DataException => new DataException(message),
                RunException => new RunException(message),
                TargetException => new TargetException(message),
                UnauthorizedAccessException => new UnauthorizedAccessException(message),
                _ => new IOException(message, failure.HResult),
            };
        }
    }

    /// <summary>The message with the paths as the config writes them.</summary>
    internal static string Concealed(DataConfig data, string message) =>
        Paths(data).Aggregate(message, (concealed, path) => Config.Conceal(concealed, path));

    private static IEnumerable<string> Paths(DataConfig data)
    {
        var split = data.Split as FilesSplitConfig;
        string?[] paths = [data.Source.Path, (data.Source as IdxSourceConfig)?.Labels, split?.Validation, split?.Test];
        return paths.OfType<string>();
    }
}
