using System.Globalization;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>What is fitted for a column of categories.</summary>
internal static class CategoryFit
{
    private const int IdentifierRowCount = 100;

    public static string? ReasonToDrop(CategoryProfile profile, int rareBelow, bool keep)
    {
        if (profile.Count == 0)
            return "it is missing in all train rows";
        var values = profile.Values;
        if (values.Count == 1 && profile.Missing == 0)
            return $"it is \"{values[0].Key}\" in all train rows";
        if (values[0].Value < rareBelow)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"none of its values is found in {rareBelow} train rows (rare_below)");
        }
        if (!keep && profile.Count >= IdentifierRowCount && values[0].Value == 1)
            return "it looks like an identifier, no value is found twice (to keep it: keep: true under features.columns)";
        return null;
    }

    /// <summary>The values by count descending, then ordinal; those below the count are left out.</summary>
    public static CategoryFeature Of(
        string name, CategoryProfile profile, int rareBelow, IReadOnlyList<CategoryEncodingConfig> encodings)
    {
        string[] vocabulary = [.. profile.Values.TakeWhile(value => value.Value >= rareBelow).Select(value => value.Key)];
        var fit = new CodeFit(name, vocabulary, profile);
        return new(name, vocabulary)
        {
            HasCode = encodings.OfType<CodeEncodingConfig>().Any(),
            Encodings =
            [
                .. encodings.OfType<FrequencyEncodingConfig>().Select(_ => fit.Frequency()),
                .. encodings.OfType<OrdinalEncodingConfig>().Select(fit.Ordinal),
            ],
        };
    }
}
