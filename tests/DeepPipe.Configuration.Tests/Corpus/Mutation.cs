namespace DeepPipe.Configuration.Corpus;

/// <summary>A config text with one thing made wrong, and where the one problem must be.</summary>
/// <param name="Key">The dotted key of what was made wrong.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Line">The line of the problem, from 1.</param>
/// <param name="Column">The column of the problem, from 1.</param>
public sealed record Mutation(string Key, string Text, int Line, int Column);
