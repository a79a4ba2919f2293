using DeepPipe.Configuration;

namespace DeepPipe.Data;

/// <summary>
/// Images and their labels in IDX files, as the MNIST family has them, plain or gzip (told by content). <c>path</c> is the file of
/// images. Columns: <c>image</c>, and <c>label</c>, a category.
/// </summary>
public sealed record IdxSourceConfig : SourceConfig, IValidated
{
    /// <summary>The file of labels, or a pattern as in <c>path</c>: as many files, in their order.</summary>
    /// <value>Default: beside the images, under their name with <c>labels</c> for <c>images</c> and <c>idx1</c> for <c>idx3</c>.</value>
    [PathValue]
    public string? Labels { get; init; }

    /// <summary>What the labels are called, in the order of their numbers.</summary>
    /// <value>Default: the numbers themselves, as text.</value>
    public IReadOnlyList<string>? Names { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (Names is not null && (Names.Count == 0 || Names.Contains("") || Names.Distinct(StringComparer.Ordinal).Count() < Names.Count))
            yield return new("names", new Phrase($"a list of {Names.Count}"), "a list of different texts, one at least, none empty");
    }
}
