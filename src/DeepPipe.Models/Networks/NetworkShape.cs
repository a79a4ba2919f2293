namespace DeepPipe.Models;

/// <summary>What a network is built for.</summary>
/// <param name="NumberWidth">The width of the transformed numbers; 0 where there are none.</param>
/// <param name="CategorySizes">How many codes each category has; empty where there are none.</param>
/// <param name="OutputWidth">The width of the output, which the head asks for. At least 1.</param>
public sealed record NetworkShape(int NumberWidth, IReadOnlyList<int> CategorySizes, int OutputWidth)
{
    internal void RequireInputs()
    {
        if (NumberWidth == 0 && CategorySizes.Count == 0)
            throw new ArgumentException("A network needs numbers or categories: the shape has neither.");
    }
}
