using System.Collections;
using System.Globalization;
using System.Text;
using DeepPipe.Configuration.Binding;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Writing;

/// <summary>
/// Writes a record as block YAML. Lists of single values and empty collections stand on one line.
/// </summary>
internal sealed class YamlWriter
{
    private readonly StringBuilder text = new();

    private YamlWriter() { }

    public static string Write(RecordShape shape, object record)
    {
        var writer = new YamlWriter();
        if (shape.Members.Count == 0)
            return "{}\n";
        writer.WriteMapping(Entries(shape, record), indent: 0);
        return writer.text.ToString();
    }

    private sealed record Line(string Key, Shape? Shape, object? Value, string? Template);

    private static IEnumerable<Line> Entries(RecordShape shape, object record) => shape.Members.Select(member =>
    {
        var value = member.Property.GetValue(record);
        return new Line(member.Key, member.Shape, value, TemplateOf(value));
    });

    private void WriteMapping(IEnumerable<Line> lines, int indent, bool continuesLine = false)
    {
        foreach (var line in lines)
        {
            if (!continuesLine)
                text.Append(' ', indent);
            continuesLine = false;
            text.Append(YamlText.Of(line.Key)).Append(':');
            WriteValue(line, indent + 2);
        }
    }

    // Begins behind the colon and ends the line.
    private void WriteValue(Line line, int indent)
    {
        if (OneLine(line) is { } value)
            text.Append(' ').Append(value).Append('\n');
        else if (line is { Shape: ListShape list, Value: IEnumerable items })
            WriteItems(list, items, indent);
        else
        {
            text.Append('\n');
            WriteMapping(Lines(line), indent);
        }
    }

    private void WriteItems(ListShape list, IEnumerable items, int indent)
    {
        text.Append('\n');
        foreach (var item in Items(list, items))
        {
            text.Append(' ', indent).Append("- ");
            if (OneLine(item) is { } value)
                text.Append(value).Append('\n');
            else if (item is { Shape: ListShape inner, Value: IEnumerable values })
                WriteItems(inner, values, indent + 2);
            else
                WriteMapping(Lines(item), indent + 2, continuesLine: true);
        }
    }

    private static IEnumerable<Line> Lines(Line line) => (line.Shape, line.Value) switch
    {
        (RecordShape record, { } value) => Entries(record, value),
        (ChoiceShape choice, { } value) => Variant(choice, value),
        (DictionaryShape dictionary, IEnumerable pairs) => Pairs(dictionary, pairs),
        _ => throw new InvalidOperationException($"{line.Key} is not a mapping."),
    };

    private static IEnumerable<Line> Variant(ChoiceShape choice, object value)
    {
        var name = choice.NameOf(value);
        return Entries(choice.Find(name)!, value).Prepend(new Line(ChoiceShape.TypeKey, new TextShape(false), name, null));
    }

    private static IEnumerable<Line> Pairs(DictionaryShape shape, IEnumerable pairs)
    {
        foreach (var pair in pairs)
        {
            var key = (string)pair.GetType().GetProperty("Key")!.GetValue(pair)!;
            var value = pair.GetType().GetProperty("Value")!.GetValue(pair);
            yield return new Line(key, shape.Item, value, TemplateOf(value));
        }
    }

    private static IEnumerable<Line> Items(ListShape list, IEnumerable items)
    {
        foreach (var item in items)
            yield return new Line("", list.Item, item, TemplateOf(item));
    }

    private static string? TemplateOf(object? value) => value is string text ? EnvironmentText.TemplateOf(text) : null;

    // The value where it needs no lines of its own; otherwise null.
    private static string? OneLine(Line line) => (line.Shape, line.Value) switch
    {
        (_, _) when line.Template is not null => YamlText.Quoted(line.Template),
        (_, null) => "null",
        (ListShape list, IEnumerable items) => FlowList(list, items),
        (ChoiceShape choice, { } value) when choice.Find(choice.NameOf(value))!.Members.Count == 0 => YamlText.Of(choice.NameOf(value)),
        (RecordShape { Members.Count: 0 }, _) => "{}",
        (DictionaryShape, IEnumerable pairs) when !pairs.GetEnumerator().MoveNext() => "{}",
        (RecordShape or ChoiceShape or DictionaryShape, _) => null,
        (AnyShape, object[] items) => $"[{string.Join(", ", items.Select(item => OneLine(new Line("", line.Shape, item, null))))}]",
        (TextShape or AnyShape, string literal) => YamlText.Of(EnvironmentText.Escape(literal)),
        (WordShape words, { } word) => YamlText.Of(words.WordOf(word)),
        (_, bool truth) => truth ? "true" : "false",
        (_, double number) => YamlText.Of(number),
        (_, IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{line.Key} holds a {line.Value.GetType()}."),
    };

    private static string? FlowList(ListShape list, IEnumerable items)
    {
        var values = Items(list, items).Select(OneLine).ToList();
        return values.TrueForAll(value => value is not null) ? $"[{string.Join(", ", values)}]" : null;
    }
}
