using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace DeepPipe.Configuration.Documents;

/// <summary>
/// What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2. So <c>yes</c> is text, <c>017</c> is seventeen,
/// and <c>1_000</c> is text.
/// </summary>
internal static partial class CoreSchema
{
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool? Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    public static BigInteger? Integer(string text)
    {
        if (DecimalInteger().IsMatch(text))
            return BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (HexadecimalInteger().IsMatch(text))
            return BigInteger.Parse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (OctalInteger().IsMatch(text))
            return text[2..].Aggregate(BigInteger.Zero, (value, digit) => value * 8 + (digit - '0'));
        return null;
    }

    /// <summary>A number; infinite and NaN where the text says so, or is too large for a double.</summary>
    public static double? Number(string text)
    {
        if (FloatingPoint().IsMatch(text))
            return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (Integer(text) is { } integer)
            return (double)integer;
        return text switch
        {
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            _ => null,
        };
    }

    /// <summary>Whether the plain text means itself, and not a number, a boolean or nothing.</summary>
    public static bool IsText(string text) => !IsNull(text) && Boolean(text) is null && Number(text) is null;

    /// <summary>What the plain text means: a bool, a long, a double or the text itself.</summary>
    public static object Meaning(string text) => Boolean(text) is { } truth ? truth
        : Integer(text) is { } integer && integer >= long.MinValue && integer <= long.MaxValue ? (long)integer
        : (object?)Number(text) ?? text;

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex DecimalInteger();

    [GeneratedRegex(@"^0x[0-9a-fA-F]+\z")]
    private static partial Regex HexadecimalInteger();

    [GeneratedRegex(@"^0o[0-7]+\z")]
    private static partial Regex OctalInteger();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex FloatingPoint();
}
