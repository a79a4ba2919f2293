using System.Text.Json;
using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>What a config's value is as an argument of a constructor.</summary>
internal static class OptionValue
{
    /// <summary>Whether a parameter of the type can be an option.</summary>
    public static bool IsKnown(Type type) => type == typeof(bool) || type == typeof(string) || type.IsEnum || IsNumber(type) || ItemOf(type) is not null;

    /// <summary>What is allowed, in words.</summary>
    public static string Allowed(Type type) => type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "text"
        : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))
        : ItemOf(type) is { } item ? $"a list; each item {Allowed(item)}"
        : type == typeof(int) || type == typeof(long) ? "an integer"
        : "a number";

    /// <summary>The argument; null where the value is not of the type.</summary>
    public static object? Of(object value, Type type) => (value, type) switch
    {
        (bool, _) when type == typeof(bool) => value,
        (string text, _) when type == typeof(string) => text,
        (string word, { IsEnum: true }) => Enum.GetNames(type)
            .Where(name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name) == word).Select(name => Enum.Parse(type, name)).FirstOrDefault(),
        (long integer, _) when type == typeof(int) => integer is >= int.MinValue and <= int.MaxValue ? (int)integer : null,
        (long integer, _) when type == typeof(long) => integer,
        (long or double, _) when type == typeof(double) => Convert.ToDouble(value, null),
        (long or double, _) when type == typeof(float) => Convert.ToSingle(value, null),
        (object[] items, _) when ItemOf(type) is { } item => List(items, item),
        _ => null,
    };

    /// <summary>A value as a problem quotes it.</summary>
    public static object Shown(object value) => value is object[]? new Phrase("a list") : value;

    private static Array? List(object[] items, Type item)
    {
        var list = Array.CreateInstance(item, items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            if (Of(items[index], item) is not { } value)
                return null;
            list.SetValue(value, index);
        }
        return list;
    }

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float);

    private static Type? ItemOf(Type type)
    {
        var item = type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
            : null;
        return item is not null && IsNumber(item) ? item : null;
    }
}
