namespace DeepPipe.Onnx;

/// <summary>A module cannot be exported; the message names the operation, the module that called it, and the remedy.</summary>
public sealed class OnnxExportException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What stands in the way, where, and what to do.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public OnnxExportException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
