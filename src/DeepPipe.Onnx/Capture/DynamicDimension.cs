using System.Globalization;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>A dimension of the inputs that may have any size when the model runs.</summary>
/// <param name="Name">What it is called; the same name at several places means the same size.</param>
/// <param name="Places">The inputs that have it, and where in their shapes.</param>
/// <param name="ExampleSize">Its size in the examples.</param>
internal sealed record DynamicDimension(string Name, IReadOnlyList<(int Input, int Axis)> Places, long ExampleSize)
{
    /// <summary>As an atom of formulas.</summary>
    internal Dimension Dimension { get; } = new Dimension.OfInput(Name, Places[0].Input, Places[0].Axis);

    /// <summary>Whether it counts rows: independent examples of which there may be any number.</summary>
    internal bool IsBatch => Places.All(place => place.Axis == 0);

    /// <summary>The dynamic dimensions that options ask for, the first named first.</summary>
    /// <exception cref="OnnxExportException">A dimension is not there, or has another size under the same name.</exception>
    internal static IReadOnlyList<DynamicDimension> Of(OnnxOptions options, IReadOnlyList<Tensor> examples)
    {
        var asked = options.DynamicDimensions
            ?? examples.Select(example => Rows(example, options.RowsName)).ToList();
        if (asked.Count != examples.Count)
            throw new OnnxExportException($"DynamicDimensions speaks of {asked.Count} inputs; there are {examples.Count}.");
        return asked.SelectMany((axes, input) => axes.OrderBy(axis => axis.Key).Select(axis => (Name: axis.Value, Input: input, Axis: axis.Key)))
            .GroupBy(place => place.Name, StringComparer.Ordinal)
            .Select(group => Of(group.Key, group.Select(place => (place.Input, place.Axis)).ToList(), examples)).ToList();
    }

    // A number alone has no rows.
    private static IReadOnlyDictionary<int, string> Rows(Tensor example, string name) =>
        example.dim() == 0 ? new Dictionary<int, string>() : new Dictionary<int, string> { [0] = name };

    private static DynamicDimension Of(string name, IReadOnlyList<(int Input, int Axis)> places, IReadOnlyList<Tensor> examples)
    {
        foreach (var (input, axis) in places)
        {
            var shape = examples[input].shape;
            if (axis < 0 || axis >= shape.Length || shape[axis] == 0)
                throw new OnnxExportException(
                    $"Example input {Text(input)} of shape [{string.Join(", ", shape)}] needs a dimension {Text(axis)} of at least 1, the dynamic \"{name}\".");
        }
        var (first, other) = (places[0], places.FirstOrDefault(place => SizeAt(place) != SizeAt(places[0]), (-1, 0)));
        if (other.Item1 >= 0 && !places.All(place => place.Axis == 0))
            throw new OnnxExportException(
                $"The dynamic dimension \"{name}\" is {Text(SizeAt(first))} in example input {Text(first.Input)} and {Text(SizeAt(other))} in "
                + $"{Text(other.Item1)}. Give them the same size, or two names.");
        return new DynamicDimension(name, places, places.Max(SizeAt));

        long SizeAt((int Input, int Axis) place) => examples[place.Input].shape[place.Axis];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
