namespace DeepPipe.Data;

/// <summary>
/// Data that breaks its contract: a cell of the wrong kind, a missing column, a damaged file. The message names the file,
/// the row and the column, says what was found and what is expected, and gives the remedy.
/// </summary>
public class DataException : Exception
{
    /// <summary>An exception with a message of whole sentences, a line a finding.</summary>
    public DataException(string message) : base(message)
    {
    }

    /// <summary>The same, with the error of the reader below.</summary>
    public DataException(string message, Exception inner) : base(message, inner)
    {
    }
}
