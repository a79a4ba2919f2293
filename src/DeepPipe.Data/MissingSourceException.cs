namespace DeepPipe.Data;

/// <summary>
/// A source or an output that cannot be used as named: the file is not there, no file matches, the extension is unknown,
/// the output exists already.
/// </summary>
public sealed class MissingSourceException(string message) : DataException(message);
