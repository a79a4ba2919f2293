namespace DeepPipe.Configuration;

/// <summary>A config that cannot be used. Its message is the list of all problems, a line each, in the order of their places.</summary>
public sealed class ConfigException(IReadOnlyList<Problem> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>Every problem found; at least one.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
