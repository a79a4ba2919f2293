using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DeepPipe.Configuration.Corpus;

/// <summary>A key or a single value of a YAML text, and where it stands.</summary>
/// <param name="Path">The dotted key; of a key, its own.</param>
/// <param name="Parent">The dotted key of the mapping or list around it.</param>
/// <param name="IsKey">Whether this is a key.</param>
/// <param name="Scalar">The parser's event.</param>
internal sealed record Leaf(string Path, string Parent, bool IsKey, Scalar Scalar)
{
    /// <summary>Every key and every single value, in the order of the text.</summary>
    public static IReadOnlyList<Leaf> In(string yaml)
    {
        var parser = new Parser(new Scanner(new StringReader(yaml)));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var leaves = new List<Leaf>();
        Read(parser, "", "", leaves);
        return leaves;
    }

    private static void Read(Parser parser, string path, string parent, List<Leaf> leaves)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            leaves.Add(new Leaf(path, parent, IsKey: false, scalar));
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            for (var index = 0; !parser.TryConsume<SequenceEnd>(out _); index++)
                Read(parser, KeyPath.Append(path, $"{index}"), path, leaves);
        }
        else
        {
            parser.Consume<MappingStart>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                var inner = KeyPath.Append(path, key.Value);
                leaves.Add(new Leaf(inner, path, IsKey: true, key));
                Read(parser, inner, path, leaves);
            }
        }
    }
}
