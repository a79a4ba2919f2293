using System.Globalization;

namespace DeepPipe.Onnx;

/// <summary>A whole number in a captured graph: fixed, or a sum of products of dimensions and a fixed part.</summary>
internal sealed class Size : IEquatable<Size>
{
    /// <summary>A fixed number.</summary>
    internal Size(long number) : this(number, [])
    {
    }

    internal Size(long offset, IReadOnlyList<SizeTerm> terms)
    {
        Offset = offset;
        Terms = terms;
    }

    /// <summary>The fixed part.</summary>
    internal long Offset { get; }

    /// <summary>What is added to it; empty for a fixed number.</summary>
    internal IReadOnlyList<SizeTerm> Terms { get; }

    internal bool IsFixed => Terms.Count == 0;

    /// <summary>The dimension that the number is, if it is nothing else.</summary>
    internal Dimension? Only => this is { Offset: 0, Terms: [{ Factor: 1, Product: [var dimension] }] } ? dimension : null;

    internal static Size Of(Dimension dimension) => new(0, [new SizeTerm(1, [dimension])]);

    public static Size operator +(Size left, Size right) =>
        new(left.Offset + right.Offset, SizeTerm.Collect(left.Terms.Concat(right.Terms)));

    public static Size operator +(Size left, long right) => new(left.Offset + right, left.Terms);

    public static bool operator ==(Size? left, Size? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Size? left, Size? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(Size? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Size);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString()
    {
        var terms = string.Join(" + ", Terms);
        if (IsFixed)
            return Offset.ToString(CultureInfo.InvariantCulture);
        return Offset == 0 ? terms : string.Create(CultureInfo.InvariantCulture, $"{terms} {(Offset < 0 ? '-' : '+')} {Math.Abs(Offset)}");
    }
}

/// <summary>A factor times a product of dimensions.</summary>
internal sealed record SizeTerm(long Factor, IReadOnlyList<Dimension> Product)
{
    /// <summary>One term for each product, in the order of their first appearance, without those of factor 0.</summary>
    internal static IReadOnlyList<SizeTerm> Collect(IEnumerable<SizeTerm> terms) =>
        terms.GroupBy(term => string.Join('*', term.Product))
            .Select(group => group.First() with { Factor = group.Sum(term => term.Factor) })
            .Where(term => term.Factor != 0).ToList();

    /// <inheritdoc/>
    public override string ToString() =>
        (Factor == 1 ? "" : Factor.ToString(CultureInfo.InvariantCulture) + "*") + string.Join("*", Product);
}
