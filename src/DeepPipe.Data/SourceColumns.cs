namespace DeepPipe.Data;

/// <summary>The columns of sources that are no tables.</summary>
internal static class SourceColumns
{
    public const string Image = "image";
    public const string Text = "text";
    public const string Label = "label";
    public const string Path = "path";
}
