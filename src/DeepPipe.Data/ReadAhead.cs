using System.Collections.Concurrent;

namespace DeepPipe.Data;

/// <summary>Lets what makes items run on a thread of its own, a few items ahead of what uses them.</summary>
public static class ReadAhead
{
    /// <summary>The same items in the same order. Items that nobody takes any more are disposed.</summary>
    /// <param name="source">Makes the items; its token is cancelled when nobody takes them any more.</param>
    /// <param name="capacity">How many items may wait.</param>
    /// <param name="cancel">Ends the enumeration.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was asked to end it. What the source throws reaches
    /// the reader too, behind the items made before.</exception>
    public static IEnumerable<T> Of<T>(Func<CancellationToken, IEnumerable<T>> source, int capacity, CancellationToken cancel)
        where T : IDisposable
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var waiting = new BlockingCollection<T>(capacity);
        var token = stop.Token;
        var making = Task.Factory.StartNew(
            () => Fill(waiting, source, token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var item in waiting.GetConsumingEnumerable(cancel))
                yield return item;
            making.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)making).AsyncWaitHandle.WaitOne();
            while (waiting.TryTake(out var item))
                item.Dispose();
        }
    }

    private static void Fill<T>(
        BlockingCollection<T> waiting, Func<CancellationToken, IEnumerable<T>> source, CancellationToken stop)
        where T : IDisposable
    {
        try
        {
            foreach (var item in source(stop))
                Add(waiting, item, stop);
        }
        finally
        {
            waiting.CompleteAdding();
        }
    }

    private static void Add<T>(BlockingCollection<T> waiting, T item, CancellationToken stop) where T : IDisposable
    {
        try
        {
            waiting.Add(item, stop);
        }
        catch (OperationCanceledException)
        {
            item.Dispose();
            throw;
        }
    }
}
