using System.Globalization;
using YamlDotNet.Core;

namespace DeepPipe.Configuration.Corpus;

/// <summary>Makes one thing wrong at a time in a config that is right.</summary>
public static class Mutations
{
    /// <summary>
    /// Each single value in turn becomes a mapping, which no single value may be. Nothing (<c>null</c>, or no value) is passed
    /// over: in its place a mapping may be right.
    /// </summary>
    public static IEnumerable<Mutation> OfLeaves(string yaml) =>
        Leaf.In(yaml).Where(leaf => !leaf.IsKey && !IsNull(leaf)).Select(leaf => Replace(yaml, leaf, leaf.Path, "{wrong: 1}"));

    /// <summary>Each number and boolean in turn becomes a word.</summary>
    /// <param name="yaml">The text that is right.</param>
    /// <param name="isText">Whether the value of a dotted key is text, and may look like a number.</param>
    public static IEnumerable<Mutation> OfNumbers(string yaml, Func<string, bool> isText) =>
        Leaf.In(yaml).Where(leaf => !leaf.IsKey && IsNumber(leaf) && !isText(leaf.Path))
            .Select(leaf => Replace(yaml, leaf, leaf.Path, "wrong_word"));

    /// <summary>Each key in turn gains a letter.</summary>
    /// <param name="yaml">The text that is right.</param>
    /// <param name="isFree">Whether the keys in the mapping of this dotted key are the user's own, such as column names.</param>
    public static IEnumerable<Mutation> OfKeys(string yaml, Func<string, bool> isFree) =>
        Leaf.In(yaml).Where(leaf => leaf.IsKey && !isFree(leaf.Parent))
            .Select(leaf => Replace(yaml, leaf, KeyPath.Append(leaf.Parent, leaf.Scalar.Value + "x"), leaf.Scalar.Value + "x"));

    private static Mutation Replace(string yaml, Leaf leaf, string key, string text)
    {
        var (start, end) = (leaf.Scalar.Start, leaf.Scalar.End);
        var ending = leaf.Scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? "\n" : "";
        var mutated = yaml[..(int)start.Index] + text + ending + yaml[(int)end.Index..];
        return new Mutation(key, mutated, (int)start.Line, (int)start.Column);
    }

    private static bool IsNull(Leaf leaf) => leaf.Scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };

    private static bool IsNumber(Leaf leaf) => leaf.Scalar.Style == ScalarStyle.Plain
        && (leaf.Scalar.Value is "true" or "false"
            || double.TryParse(leaf.Scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
