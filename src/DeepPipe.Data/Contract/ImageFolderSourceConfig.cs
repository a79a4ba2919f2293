namespace DeepPipe.Data;

/// <summary>
/// A folder with a folder of images for each class, and folders in these, in ordinal order: <c>.png</c>, <c>.jpg</c>, <c>.jpeg</c>,
/// <c>.webp</c>, <c>.bmp</c>, <c>.gif</c>; other and hidden files are skipped. Columns: <c>image</c>, <c>label</c> (a category, the name of
/// the class's folder) and <c>path</c> (from the folder; no feature unless declared).
/// </summary>
public sealed record ImageFolderSourceConfig : SourceConfig;
