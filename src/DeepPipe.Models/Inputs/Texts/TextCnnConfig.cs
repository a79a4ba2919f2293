using DeepPipe.Configuration;

namespace DeepPipe.Models;

/// <summary>Filters over neighbouring tokens' vectors; of each the largest answer in the text.</summary>
/// <remarks>
/// Kim, "Convolutional Neural Networks for Sentence Classification" (2014), with vectors learned from the start. A window begins at each
/// token; those at the text's end reach beyond it, and read zeros there.
/// </remarks>
public sealed record TextCnnConfig : TextInputConfig, IValidated
{
    /// <summary>The tokens' vectors' width.</summary>
    /// <value>Default 128. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Width { get; init; } = 128;

    /// <summary>How many tokens the filters of each group see.</summary>
    /// <value>Default [3, 4, 5]. At least one group; each at least 1.</value>
    [Within(AtLeast = 1)]
    public IReadOnlyList<int> FilterWidths { get; init; } = [3, 4, 5];

    /// <summary>How many filters each group has.</summary>
    /// <value>Default 100. At least 1.</value>
    [Within(AtLeast = 1)]
    public int Filters { get; init; } = 100;

    /// <summary>The share of the filters' answers that a training step sets to 0.</summary>
    /// <value>Default 0.5. At least 0, less than 1.</value>
    [Within(AtLeast = 0, Below = 1)]
    public double Dropout { get; init; } = 0.5;

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (FilterWidths.Count == 0)
            yield return new("filter_widths", new Phrase("an empty list"), "at least one width; without filters use type: bag");
    }

    internal override BlockEncoder Build(TextShape shape) => new TextCnn(this, shape);
}
