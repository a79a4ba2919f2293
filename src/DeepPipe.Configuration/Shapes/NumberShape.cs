using System.Globalization;
using System.Numerics;
using DeepPipe.Configuration.Documents;

namespace DeepPipe.Configuration.Shapes;

/// <summary>A number: <see cref="double"/>, <see cref="int"/>, <see cref="long"/> or <see cref="ulong"/>.</summary>
internal sealed class NumberShape(Type type, WithinAttribute? within) : Shape
{
    public WithinAttribute? Within { get; } = within;

    public bool IsInteger => type != typeof(double);

    /// <summary>The least and the greatest value of an integer type.</summary>
    public (BigInteger Least, BigInteger Greatest) Limits =>
        type == typeof(int) ? (int.MinValue, int.MaxValue)
        : type == typeof(long) ? (long.MinValue, long.MaxValue)
        : (ulong.MinValue, ulong.MaxValue);

    public override string Allowed
    {
        get
        {
            var kind = IsInteger ? "a whole number" : "a number";
            return Within is null ? kind : $"{kind}, {Within}";
        }
    }

    public static bool Takes(Type type) =>
        type == typeof(double) || type == typeof(int) || type == typeof(long) || type == typeof(ulong);

    /// <summary>The value of a plain text; otherwise what would be allowed, and perhaps a hint.</summary>
    public object? Parse(string text, out string allowed, out string? hint)
    {
        allowed = Allowed;
        hint = null;
        return IsInteger ? ParseInteger(text, ref allowed, ref hint) : ParseDouble(text, ref allowed, ref hint);
    }

    private object? ParseInteger(string text, ref string allowed, ref string? hint)
    {
        if (CoreSchema.Integer(text) is not { } value)
        {
            hint = Rewritten(text);
            return null;
        }
        if (Within is { } bounds && !bounds.Holds((double)value))
            return Refuse(bounds.ToString(), out allowed);
        var (least, greatest) = Limits;
        if (value < least || value > greatest)
            return Refuse($"a whole number from {least} to {greatest}", out allowed);
        return type == typeof(int) ? (int)value : type == typeof(long) ? (long)value : (object)(ulong)value;
    }

    private object? ParseDouble(string text, ref string allowed, ref string? hint)
    {
        if (CoreSchema.Number(text) is not { } value)
        {
            hint = Rewritten(text);
            return null;
        }
        if (!double.IsFinite(value))
            return Refuse(Within is null ? "a finite number" : $"a finite number, {Within}", out allowed);
        if (Within is { } bounds && !bounds.Holds(value))
            return Refuse(bounds.ToString(), out allowed);
        return value;
    }

    private static object? Refuse(string words, out string allowed)
    {
        allowed = words;
        return null;
    }

    // 1_000, 1e3 and 1.0 where a whole number belongs; 1,5 where a number does.
    private string? Rewritten(string text)
    {
        var candidate = text.Replace("_", "", StringComparison.Ordinal).Replace(',', '.');
        if (CoreSchema.Number(candidate) is not { } value || !double.IsFinite(value) || (IsInteger && value % 1 != 0))
            return null;
        var written = IsInteger ? new BigInteger(value).ToString(CultureInfo.InvariantCulture) : candidate;
        return $"Write {written}.";
    }
}
