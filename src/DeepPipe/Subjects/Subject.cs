using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>Opens what a config trains on.</summary>
internal static class Subject
{
    /// <summary>Opens the data and fits what is fitted of it.</summary>
    /// <param name="config">The config.</param>
    /// <param name="say">Told what the user should know, a sentence each.</param>
    /// <param name="cancel">Looked at between batches.</param>
    /// <exception cref="ConfigException">The config does not fit the data.</exception>
    /// <exception cref="DataException">The data is not there, or breaks its contract.</exception>
    /// <exception cref="TrainingException">There are no validation rows.</exception>
    internal static ISubject Fit(RootConfig config, Action<string> say, CancellationToken cancel) =>
        config.IsLanguage ? LanguageSubject.Fit(config) : TableSubject.Fit(config, say, cancel);

    /// <summary>Opens the data of a run, with what was fitted when it was begun.</summary>
    internal static ISubject Reopen(RootConfig config, RunFolder run, Action<string> say) =>
        config.IsLanguage ? LanguageSubject.Reopen(config, run) : TableSubject.Reopen(config, run, say);

    /// <summary>What was fitted when a run was begun.</summary>
    /// <exception cref="RunException">The file is not there, or was altered.</exception>
    internal static IBlueprint BlueprintOf(RootConfig config, RunFolder run) => config.IsLanguage
        ? new LanguageBlueprint(config, run.ReadFittedLanguage())
        : new TableBlueprint(config, run.ReadFitted());
}
