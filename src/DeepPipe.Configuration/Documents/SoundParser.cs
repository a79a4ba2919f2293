using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DeepPipe.Configuration.Documents;

/// <summary>
/// YamlDotNet's parser, whose scanner answers some malformed texts with exceptions of other kinds: here each is a
/// <see cref="YamlException"/> behind the last event that was read.
/// </summary>
internal sealed class SoundParser(string text) : IParser
{
    private readonly Parser parser = new(new Scanner(new StringReader(text)));
    private Mark last = new(0, 1, 1);

    public ParsingEvent? Current => parser.Current;

    public bool MoveNext()
    {
        last = Current?.End ?? last;
        try
        {
            return parser.MoveNext();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new YamlException(last, last, "it cannot be read from here on", error);
        }
    }
}
