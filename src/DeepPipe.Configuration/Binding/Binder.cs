using System.Collections;
using System.Collections.ObjectModel;
using DeepPipe.Configuration.Documents;
using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Binding;

/// <summary>
/// Makes records of nodes. Goes on after a problem, so that one run names them all; a value with a problem in it is null,
/// and what contains it is not validated further.
/// </summary>
internal sealed class Binder(Leaves leaves, List<Problem> problems)
{
    /// <summary>The value of a node, or null after a problem was added.</summary>
    public object? Bind(Shape shape, Node node, string key) => (shape, node) switch
    {
        (_, Refused) => null,
        (_, Scalar { IsNull: true }) => Refuse(shape, node, key),
        (RecordShape record, Mapping mapping) => Record(record, mapping, key),
        (ChoiceShape choice, Scalar or Mapping) => Choice(choice, node, key),
        (ListShape list, Sequence sequence) => List(list, sequence, key),
        (AnyShape, Sequence sequence) => Array(shape, sequence, key),
        (ListShape, Mapping { IsStep: true } step) => RefuseItem(step, key),
        (DictionaryShape dictionary, Mapping mapping) => Dictionary(dictionary, mapping, key),
        (RecordShape or ChoiceShape or ListShape or DictionaryShape, _) => Refuse(shape, node, key),
        (_, Scalar scalar) => leaves.Bind(shape, scalar, key),
        _ => Refuse(shape, node, key),
    };

    private object? Record(RecordShape shape, Mapping mapping, string key) =>
        Record(shape, mapping, mapping.Entries, key, shape.Keys);

    private object? Record(
        RecordShape shape, Mapping mapping, IReadOnlyList<Entry> entries, string key, IReadOnlyList<string> known)
    {
        var sound = HasItsKeys(shape, mapping, entries, key, known);
        var record = shape.Create();
        foreach (var entry in entries)
        {
            if (shape.Find(entry.Key) is { } member)
                sound &= Set(record, member, entry.Value, KeyPath.Append(key, entry.Key));
        }
        sound = sound && IsValid(record, mapping, key);
        return sound ? record : null;
    }

    private bool Set(object record, Member member, Node node, string key)
    {
        if (node is Scalar { IsNull: true } && member.IsOptional)
        {
            member.Property.SetValue(record, null);
            return true;
        }
        var value = Bind(member.Shape, node, key);
        if (value is null)
            return false;
        member.Property.SetValue(record, value);
        return true;
    }

    // A misspelt key is one problem: the required key that it was meant for is not told as missing too.
    private bool HasItsKeys(
        RecordShape shape, Mapping mapping, IReadOnlyList<Entry> entries, string key, IReadOnlyList<string> known)
    {
        var before = problems.Count;
        var absent = known.Where(name => mapping.Find(name) is null).ToList();
        foreach (var entry in entries.Where(entry => shape.Find(entry.Key) is null))
        {
            problems.Add(RecordShape.UnknownKey(entry, key, known, absent));
            absent.Remove(Nearest.Word(entry.Key, absent) ?? "");
        }
        foreach (var member in shape.Members.Where(member => member.IsRequired && absent.Contains(member.Key)))
            problems.Add(new Problem(KeyPath.Append(key, member.Key), null, member.Shape.Allowed) { Place = mapping.Place });
        return problems.Count == before;
    }

    private object? Choice(ChoiceShape choice, Node node, string key)
    {
        if (node is Mapping mapping && mapping.Find(ChoiceShape.TypeKey) is null)
            return RefuseTypeless(choice, mapping, key);
        var typeKey = node is Mapping ? KeyPath.Append(key, ChoiceShape.TypeKey) : key;
        if (ChoiceShape.TypeOf(node) is not { IsNull: false } type)
            return RefuseType(choice, ((Mapping)node).Find(ChoiceShape.TypeKey)!.Value, typeKey);
        if (choice.Find(type.Text) is not { } variant)
            return Add(new Problem(typeKey, type.Text, choice.Allowed)
            {
                Place = type.Place,
                Hint = Nearest.Hint(type.Text, choice.Names),
            });
        return node is Mapping options ? Options(variant, options, key) : BareName(variant, type, key);
    }

    private object? Options(RecordShape variant, Mapping mapping, string key)
    {
        var options = mapping.Entries.Where(entry => entry.Key != ChoiceShape.TypeKey).ToList();
        return Record(variant, mapping, options, key, [ChoiceShape.TypeKey, .. variant.Keys]);
    }

    private object? BareName(RecordShape variant, Scalar type, string key)
    {
        var required = variant.Members.Where(member => member.IsRequired).Select(member => member.Key).ToList();
        if (required.Count == 0)
            return Record(variant, new Mapping(type.Place, []), key);
        var allowed = $"a mapping with type: {type.Text} and {string.Join(", ", required)}";
        return Add(new Problem(key, type.Text, allowed) { Place = type.Place });
    }

    private object? RefuseTypeless(ChoiceShape choice, Mapping mapping, string key)
    {
        var typeKey = KeyPath.Append(key, ChoiceShape.TypeKey);
        var misspelt = mapping.Entries.FirstOrDefault(entry => Nearest.Word(entry.Key, [ChoiceShape.TypeKey]) is not null);
        if (misspelt is not null)
            return Add(RecordShape.UnknownKey(misspelt, key, [ChoiceShape.TypeKey], []));
        return Add(new Problem(typeKey, null, choice.Allowed)
        {
            Place = mapping.Place,
            Hint = mapping.IsStep ? $"Set {typeKey} too." : null,
        });
    }

    private object? List(ListShape shape, Sequence sequence, string key)
    {
        if (Array(shape.Item, sequence, key) is not { } items)
            return null;
        var array = System.Array.CreateInstance(shape.ItemType, items.Length);
        items.CopyTo(array, 0);
        return Activator.CreateInstance(typeof(ReadOnlyCollection<>).MakeGenericType(shape.ItemType), array);
    }

    private object[]? Array(Shape item, Sequence sequence, string key)
    {
        var items = sequence.Items.Select((node, index) => Bind(item, node, KeyPath.Append(key, index))).ToArray();
        return items.Contains(null) ? null : (object[])items!;
    }

    private object? Dictionary(DictionaryShape shape, Mapping mapping, string key)
    {
        Type[] arguments = [typeof(string), shape.ItemType];
        var values = (IDictionary)Activator.CreateInstance(typeof(OrderedDictionary<,>).MakeGenericType(arguments))!;
        foreach (var entry in mapping.Entries)
        {
            if (Bind(shape.Item, entry.Value, KeyPath.Append(key, entry.Key)) is { } value)
                values.Add(entry.Key, value);
        }
        if (values.Count < mapping.Entries.Count)
            return null;
        return Activator.CreateInstance(typeof(ReadOnlyDictionary<,>).MakeGenericType(arguments), values);
    }

    private bool IsValid(object record, Mapping mapping, string key)
    {
        if (record is not IValidated validated)
            return true;
        var found = validated.Problems().Select(problem => leaves.Placed(problem, mapping, key)).ToList();
        problems.AddRange(found);
        return found.Count == 0;
    }

    private object? RefuseItem(Mapping step, string key)
    {
        var entry = step.Entries[0];
        return Add(new Problem(KeyPath.Append(key, entry.Key), new Phrase("not there"), "the index of an item in the file, from 0")
        {
            Place = entry.KeyPlace,
            Hint = "Set the whole list instead.",
        });
    }

    private object? RefuseType(ChoiceShape choice, Node type, string key) => type is Refused ? null : Refuse(choice, type, key);

    private object? Refuse(Shape shape, Node node, string key) =>
        Add(new Problem(key, node.Found, shape.Allowed) { Place = node.Place });

    private object? Add(Problem problem)
    {
        problems.Add(problem);
        return null;
    }
}
