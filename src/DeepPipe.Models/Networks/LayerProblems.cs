using DeepPipe.Configuration;

namespace DeepPipe.Models;

internal static class LayerProblems
{
    /// <summary>An empty list of hidden layers.</summary>
    public static IEnumerable<Problem> Of(IReadOnlyList<int> layers)
    {
        if (layers.Count == 0)
            yield return new("layers", new Phrase("an empty list"), "at least one width; without hidden layers use type: linear");
    }
}
