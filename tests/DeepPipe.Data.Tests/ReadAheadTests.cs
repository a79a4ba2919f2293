using CsCheck;

namespace DeepPipe.Data.Tests;

public sealed class ReadAheadTests
{
    [Fact]
    public void Items_come_in_the_order_in_which_they_are_made() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[1, 4]).Sample((count, capacity) =>
            Read(count, capacity).Select(item => item.Number).SequenceEqual(Enumerable.Range(0, count)), iter: 50);

    [Fact]
    public void What_making_throws_reaches_the_reader()
    {
        var read = new List<int>();
        var exception = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in ReadAhead.Of(_ => Broken(), 2, CancellationToken.None))
                read.Add(item.Number);
        });

        Assert.Equal("row 3", exception.Message);
        Assert.Equal([0, 1, 2], read);

        static IEnumerable<Item> Broken()
        {
            for (var number = 0; number < 3; number++)
                yield return new(number);
            throw new InvalidDataException("row 3");
        }
    }

    [Fact]
    public void Items_that_nobody_takes_are_disposed()
    {
        var made = new List<Item>();
        foreach (var item in ReadAhead.Of(stop => Endless(made, stop), 3, CancellationToken.None))
        {
            using (item)
            {
                if (item.Number == 5)
                    break;
            }
        }

        Assert.All(made, item => Assert.True(item.IsDisposed));
    }

    [Fact]
    public void A_cancelled_reader_stops_the_maker()
    {
        var made = new List<Item>();
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var item in ReadAhead.Of(stop => Endless(made, stop), 3, cancel.Token))
            {
                item.Dispose();
                cancel.Cancel();
            }
        });
        Assert.All(made, item => Assert.True(item.IsDisposed));
    }

    private static IEnumerable<Item> Read(int count, int capacity) =>
        ReadAhead.Of(_ => Enumerable.Range(0, count).Select(number => new Item(number)), capacity, CancellationToken.None);

    private static IEnumerable<Item> Endless(List<Item> made, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            made.Add(new(made.Count));
            yield return made[^1];
        }
    }

    private sealed record Item(int Number) : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
