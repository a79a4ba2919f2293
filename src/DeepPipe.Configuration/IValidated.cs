namespace DeepPipe.Configuration;

/// <summary>A config record that checks what attributes cannot say: relations between its values.</summary>
public interface IValidated
{
    /// <summary>
    /// Everything that is wrong with this record alone. Called once its own values, and all below it, are sound each by
    /// itself. <see cref="Problem.Key"/> is relative to the record (<c>warmup_steps</c>, or <see cref="KeyPath.Join"/> for
    /// deeper ones; empty for the record as a whole); the binder adds the full key and the place.
    /// </summary>
    IEnumerable<Problem> Problems();
}
