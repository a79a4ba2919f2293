using System.Diagnostics;
using System.Globalization;

namespace DeepPipe.Serving;

/// <summary>Counts rows on one line that is rewritten a few times a second; silent where nobody looks.</summary>
internal sealed class RowProgress(Terminal terminal)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);
    private long last = Stopwatch.GetTimestamp();
    private int width;

    public void Show(long rowCount)
    {
        if (!terminal.IsInteractive || Stopwatch.GetElapsedTime(last) < pause)
            return;
        last = Stopwatch.GetTimestamp();
        var line = string.Create(CultureInfo.InvariantCulture, $"{rowCount:N0} rows");
        width = Math.Max(width, line.Length);
        terminal.Error.Write($"\r{line}");
    }

    public void Clear()
    {
        if (width > 0)
            terminal.Error.Write($"\r{new string(' ', width)}\r");
    }
}
