using System.Collections;
using System.Globalization;

namespace DeepPipe.Configuration.Tests.Family;

/// <summary>The content of a record as text: two records with the same content, list for list, have the same.</summary>
internal static class Structure
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => BitConverter.DoubleToInt64Bits(number).ToString(CultureInfo.InvariantCulture),
        IFormattable number => $"{number.GetType().Name} {number.ToString(null, CultureInfo.InvariantCulture)}",
        bool truth => truth.ToString(),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Of))}]",
        _ when value.GetType() is { IsGenericType: true } pair => $"{Part(pair, value, "Key")}: {Part(pair, value, "Value")}",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties()
            .Where(property => property.CanWrite).Select(property => $"{property.Name}={Of(property.GetValue(value))}"))})",
    };

    private static string Part(Type type, object value, string name) => Of(type.GetProperty(name)!.GetValue(value));
}
