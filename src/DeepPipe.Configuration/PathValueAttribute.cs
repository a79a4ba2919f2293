namespace DeepPipe.Configuration;

/// <summary>
/// A text, or each text of a list, that is a path. A relative path in a file is resolved against the folder of the file it
/// was written in; a relative path in <c>--set</c> against the current folder. The record receives the full path.
/// A default is taken as it stands.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathValueAttribute : Attribute;
