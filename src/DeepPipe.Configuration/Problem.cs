using System.Globalization;
using System.Text;

namespace DeepPipe.Configuration;

/// <summary>One thing that is wrong in a config: where, which key, what was found, what is allowed.</summary>
/// <param name="Key">The dotted key, <c>training.optimizer.type</c>; the empty string for the file as a whole.
/// From <see cref="IValidated.Problems"/>: relative to the record that reports it.</param>
/// <param name="Found">What was found: text is quoted, numbers are written in the invariant culture,
/// a <see cref="Phrase"/> stands as it is, and null reads "missing".</param>
/// <param name="Allowed">What is allowed, without a full stop: <c>adamw, sgd</c> or <c>at least 1</c>.</param>
public sealed record Problem(string Key, object? Found, string Allowed)
{
    /// <summary>Where it was written; filled in by the binder.</summary>
    public Place? Place { get; init; }

    /// <summary>The likely remedy, as a whole sentence: <c>Did you mean "adamw"?</c></summary>
    public string? Hint { get; init; }

    /// <summary>One line: <c>churn.yaml:14:9: optimizer.type is "adamv". Allowed: adamw, sgd. Did you mean "adamw"?</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Place is { } place)
            text.Append(place.ToString()).Append(": ");
        text.Append(Key.Length == 0 ? "The file" : Key).Append(" is ").Append(Describe(Found));
        text.Append(". Allowed: ").Append(Allowed).Append('.');
        if (Hint is not null)
            text.Append(' ').Append(Hint);
        return text.ToString().ReplaceLineEndings("\\n");
    }

    private static string Describe(object? found) => found switch
    {
        null => "missing",
        string text => Quote(text),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => found.ToString() ?? "",
    };

    private static string Quote(string text)
    {
        const int longest = 80;
        var line = text.Replace("\t", "\\t", StringComparison.Ordinal);
        return line.Length <= longest ? $"\"{line}\"" : $"\"{line[..longest]}...\"";
    }
}
