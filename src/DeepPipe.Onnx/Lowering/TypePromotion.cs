using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx;

/// <summary>The element type in which torch computes an operation of mixed operands.</summary>
/// <remarks>PyTorch documentation, "Tensor Attributes", type promotion: dimensioned tensors, then 0-dimensional ones, then numbers.</remarks>
internal static class TypePromotion
{
    private enum Category
    {
        Bool,
        Integer,
        Float,
    }

    internal static ScalarType Of(IEnumerable<Operand> operands)
    {
        ScalarType? dimensioned = null, zeroDimensional = null, number = null;
        foreach (var operand in operands)
            switch (operand)
            {
                case Operand.Value { Source.Type: { Rank: 0, Element: var element } }:
                    zeroDimensional = Promote(zeroDimensional, element);
                    break;
                case Operand.Value { Source.Type: { Element: var element } }:
                    dimensioned = Promote(dimensioned, element);
                    break;
                case Operand.Float:
                    number = Promote(number, ScalarType.Float32);
                    break;
                case Operand.Int:
                    number = Promote(number, ScalarType.Int64);
                    break;
                case Operand.Bool:
                    number = Promote(number, ScalarType.Bool);
                    break;
            }
        return Prefer(Prefer(dimensioned, zeroDimensional), number) ?? ScalarType.Float32;
    }

    // The lower rank decides only where its category is higher.
    private static ScalarType? Prefer(ScalarType? higherRank, ScalarType? lowerRank) =>
        (higherRank, lowerRank) switch
        {
            (null, _) => lowerRank,
            (_, null) => higherRank,
            var (high, low) => CategoryOf(low!.Value) > CategoryOf(high!.Value) ? low : high,
        };

    private static ScalarType Promote(ScalarType? known, ScalarType element) => (known, element) switch
    {
        (null, _) => element,
        var (one, other) when one == other => element,
        var (one, other) when CategoryOf(one!.Value) != CategoryOf(other) => CategoryOf(one.Value) > CategoryOf(other) ? one.Value : other,
        var (one, other) when CategoryOf(other) == Category.Float =>
            one == ScalarType.Float64 || other == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32,
        var (one, other) when one == ScalarType.Byte || other == ScalarType.Byte =>
            Wider(one!.Value, other) is ScalarType.Byte or ScalarType.Int8 ? ScalarType.Int16 : Wider(one.Value, other),
        var (one, other) => Wider(one!.Value, other),
    };

    private static ScalarType Wider(ScalarType one, ScalarType other) => one.Width() >= other.Width() ? one : other;

    private static Category CategoryOf(ScalarType element) =>
        element == ScalarType.Bool ? Category.Bool : element.IsWhole() ? Category.Integer : Category.Float;
}
