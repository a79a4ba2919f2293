namespace DeepPipe.Onnx;

/// <summary>Finds the formulas of numbers that moved from capture to capture with the sizes of the dynamic dimensions.</summary>
/// <remarks>
/// The simplest formula that gives every number observed is taken: a fixed number, a dimension times a factor plus an offset,
/// products and sums of two or three, and at last a dimension divided and rounded down. A formula has fewer unknowns than there
/// are observations.
/// </remarks>
internal sealed class SizeFormulas
{
    /// <summary>The largest number that a dimension may be divided by.</summary>
    internal const int LargestDivisor = 64;

    private readonly int observationCount;
    private readonly HashSet<string> divided = [];
    private readonly List<(Dimension Dimension, long[] Sizes)> ofInputs;
    private readonly List<(Dimension Dimension, long[] Sizes)> ofValues = [];

    /// <param name="dimensions">The dynamic dimensions.</param>
    /// <param name="assignments">The size of each of them in each capture.</param>
    internal SizeFormulas(IReadOnlyList<DynamicDimension> dimensions, IReadOnlyList<IReadOnlyList<long>> assignments)
    {
        observationCount = assignments.Count;
        ofInputs = dimensions.Select((dimension, index) => (dimension.Dimension, assignments.Select(sizes => sizes[index]).ToArray())).ToList();
    }

    /// <summary>The names of the dimensions that a formula divides; a few observations may tell too little of a division.</summary>
    internal IReadOnlySet<string> Divided => divided;

    /// <summary>Takes the dimension of a value that nothing explains as an unknown of its own; other numbers may follow from it.</summary>
    internal Size Declare(Dimension.OfValue dimension, long[] sizes)
    {
        ofValues.Insert(0, (dimension, sizes));     // the latest is the likeliest to be meant
        return Size.Of(dimension);
    }

    /// <summary>The formula of a dimension of a value, of the dynamic dimensions or of values before it.</summary>
    internal Size? ExplainShape(long[] numbers) => OfInputs(numbers) ?? SameAsValue(numbers) ?? OfValues(numbers);

    /// <summary>The formula of a number that the forward computed from sizes.</summary>
    internal Size? ExplainNumber(long[] numbers) => ExplainShape(numbers) ?? Quotient(numbers);

    private Size? SameAsValue(long[] numbers) =>
        ofValues.FirstOrDefault(value => value.Sizes.SequenceEqual(numbers)) is { Dimension: { } same } ? Size.Of(same) : null;

    private Size? OfInputs(long[] numbers)
    {
        if (numbers.All(number => number == numbers[0]))
            return new Size(numbers[0]);
        return Fit(numbers, Candidates(ofInputs));
    }

    // Pairs with one dimension of a value: more would explain anything.
    private Size? OfValues(long[] numbers) =>
        Fit(numbers, ofValues.Select(value => new[] { Fixed, Of([value]) }))
        ?? Fit(numbers, ofValues.SelectMany(value => ofValues.Concat(ofInputs), (one, other) => new[] { Of([one, other]) }))
        ?? Fit(numbers, ofValues.SelectMany(value => ofValues, (one, other) => (one, other)).SelectMany(
            pair => ofInputs, (pair, input) => new[] { Of([pair.one, pair.other, input]) }));

    private Size? Quotient(long[] numbers)
    {
        foreach (var (dimension, sizes) in ofInputs)
        {
            for (var divisor = 2L; divisor <= LargestDivisor; divisor++)
            {
                for (var added = 0L; added < divisor; added++)
                {
                    var quotient = new Dimension.Quotient(Size.Of(dimension) + added, divisor);
                    var values = sizes.Select(size => (size + added) / divisor).ToArray();
                    if (Fit(numbers, [[Fixed, Of([(quotient, values)])]]) is not { } found)
                        continue;
                    divided.Add(((Dimension.OfInput)dimension).Name);
                    return found;
                }
            }
        }
        return null;
    }

    private Feature Fixed => new([], Enumerable.Repeat(1L, observationCount).ToArray());

    private static Feature Of(IReadOnlyList<(Dimension Dimension, long[] Sizes)> factors) => new(
        factors.Select(factor => factor.Dimension).ToArray(),
        factors[0].Sizes.Select((_, index) => factors.Aggregate(1L, (product, factor) => product * factor.Sizes[index])).ToArray());

    private IEnumerable<Feature[]> Candidates(IReadOnlyList<(Dimension, long[])> atoms)
    {
        foreach (var one in atoms)
            yield return [Fixed, Of([one])];
        foreach (var (one, other) in Pairs(atoms))
            yield return [Of([one, other])];
        foreach (var (one, other) in Pairs(atoms).Where(pair => pair.One != pair.Other))
        {
            yield return [Fixed, Of([one]), Of([other])];
            yield return [Of([one, other]), Of([one])];
            yield return [Of([one, other]), Of([other])];
            yield return [Fixed, Of([one]), Of([other]), Of([one, other])];
        }
        foreach (var (one, other) in Pairs(atoms))
            foreach (var third in atoms)
                yield return [Of([one, other, third])];
        foreach (var one in atoms)
            yield return [Fixed, Of([one]), Of([one, one])];
        if (atoms.Count > 2)
            yield return [Fixed, .. atoms.Select(atom => Of([atom]))];
    }

    private static IEnumerable<((Dimension, long[]) One, (Dimension, long[]) Other)> Pairs(IReadOnlyList<(Dimension, long[])> atoms) =>
        atoms.SelectMany((one, index) => atoms.Skip(index).Select(other => (one, other)));

    private static Size? Fit(long[] numbers, IEnumerable<Feature[]> candidates)
    {
        foreach (var features in candidates)
        {
            if (features.Length < numbers.Length && WholeCoefficients.Solve(features.Select(feature => feature.Values).ToArray(), numbers) is { } found)
                return Build(features, found);
        }
        return null;
    }

    private static Size Build(Feature[] features, long[] coefficients)
    {
        var parts = features.Zip(coefficients).ToList();
        return new Size(
            parts.Where(part => part.First.Product.Length == 0).Sum(part => part.Second),
            parts.Where(part => part.First.Product.Length > 0 && part.Second != 0).Select(part => new SizeTerm(part.Second, part.First.Product)).ToList());
    }

    private sealed record Feature(Dimension[] Product, long[] Values);
}
