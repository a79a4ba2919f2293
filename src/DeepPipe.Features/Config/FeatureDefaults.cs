namespace DeepPipe.Features;

/// <summary>The section <c>features.defaults</c>.</summary>
public sealed record FeatureDefaults
{
    /// <summary>For columns of numbers and integers.</summary>
    public NumberFeatureConfig Number { get; init; } = new();

    /// <summary>For columns of categories.</summary>
    public CategoryFeatureConfig Category { get; init; } = new();

    /// <summary>For columns of instants.</summary>
    public DateTimeFeatureConfig Datetime { get; init; } = new();

    /// <summary>For columns of sets.</summary>
    public SetFeatureConfig Set { get; init; } = new();

    /// <summary>For columns of texts.</summary>
    public TextFeatureConfig Text { get; init; } = new();

    /// <summary>For columns of images.</summary>
    public ImageFeatureConfig Image { get; init; } = new();
}
