using DeepPipe.Configuration;

namespace DeepPipe.Models;

internal static class HeadProblems
{
    /// <summary>A width that the heads of the attention cannot share.</summary>
    public static IEnumerable<Problem> Of(int width, int heads)
    {
        if (width % heads != 0)
            yield return new("width", width, $"a multiple of heads, which is {heads}");
    }
}
