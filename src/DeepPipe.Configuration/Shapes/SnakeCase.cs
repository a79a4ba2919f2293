using System.Text;

namespace DeepPipe.Configuration.Shapes;

/// <summary>Names of C# as YAML writes them: <c>WarmupSteps</c> is <c>warmup_steps</c>, <c>AdamW</c> is <c>adam_w</c>.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder();
        for (var at = 0; at < name.Length; at++)
        {
            var startsWord = char.IsUpper(name[at]) && at > 0
                && (!char.IsUpper(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])));
            if (startsWord)
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[at]));
        }
        return text.ToString();
    }
}
