using System.Reflection;

namespace DeepPipe.Configuration.Shapes;

/// <summary>One word of a closed set: an enum.</summary>
internal sealed class WordShape : Shape
{
    private readonly OrderedDictionary<string, object> members = [];

    public WordShape(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            members.Add(field.GetCustomAttribute<WordAttribute>()?.Text ?? SnakeCase.Of(field.Name), field.GetValue(null)!);
    }

    public IReadOnlyList<string> Words => members.Keys;

    public override string Allowed => string.Join(", ", Words);

    public object? Find(string word) => members.GetValueOrDefault(word);

    public string WordOf(object value) =>
        members.FirstOrDefault(member => member.Value.Equals(value)).Key
        ?? throw new ArgumentException($"{value} is not a member of {value.GetType().Name}.", nameof(value));
}
