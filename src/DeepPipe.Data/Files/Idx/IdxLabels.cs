using System.Globalization;
using System.Text;

namespace DeepPipe.Data;

/// <summary>The labels of an IDX file, each as the UTF-8 of its text.</summary>
internal static class IdxLabels
{
    /// <param name="path">The file of labels.</param>
    /// <param name="images">The file of images, for messages.</param>
    /// <param name="imageCount">How many images there are.</param>
    /// <param name="names">What the labels are called; null for their numbers.</param>
    /// <exception cref="DataException">It is no file of as many labels, or a label has no name.</exception>
    public static byte[][] Read(string path, string images, int imageCount, IReadOnlyList<string>? names)
    {
        using var content = IdxContent.Open(path);
        if (content.Sizes.Count != 1)
            throw new DataException($"{path}: has {content.Sizes.Count} dimensions. Expected labels, which have 1.");
        if (content.Sizes[0] != imageCount)
            throw new DataException($"{path}: has {content.Sizes[0]} labels, and {images} has {imageCount} images. Expected as many.");
        var numbers = new byte[imageCount];
        content.Read(numbers, 1);
        content.RequireEnd();
        var texts = Enumerable.Range(0, names?.Count ?? 256)
            .Select(number => Encoding.UTF8.GetBytes(names?[number] ?? number.ToString(CultureInfo.InvariantCulture))).ToArray();
        var beyond = Array.FindIndex(numbers, number => number >= texts.Length);
        if (beyond >= 0)
            throw new DataException($"{path}: row {beyond + 1}: the label is {numbers[beyond]}, and data.source.names has {texts.Length} names, for 0 to {texts.Length - 1}.");
        return Array.ConvertAll(numbers, number => texts[number]);
    }
}
