namespace DeepPipe.Training.Tests.Fixtures;

/// <summary>
/// A clock that cancels when it is looked at for the nth time. The loop looks at it once a step, so this cancels after a step.
/// </summary>
internal sealed class CancelAtLook(int looks) : TimeProvider
{
    private readonly CancellationTokenSource source = new();
    private int count;

    public CancellationToken Token => source.Token;

    public override long GetTimestamp()
    {
        if (++count == looks)
            source.Cancel();
        return 0;
    }
}
