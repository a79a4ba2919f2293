namespace DeepPipe.Features;

/// <summary>A number for each code of a category: (value - Centre) / Scale.</summary>
/// <param name="Values">The values, in the order of the codes.</param>
/// <param name="Centre">The mean of the train rows.</param>
/// <param name="Scale">The population's standard deviation of the train rows. Finite, greater than 0.</param>
public sealed record CodeNumbers(IReadOnlyList<double> Values, double Centre, double Scale)
{
    /// <summary>For each fold of the train rows, values that were fitted without it, which its rows read in training.</summary>
    /// <value>Default empty: the train rows read <see cref="Values"/>, in which no target has a part.</value>
    public IReadOnlyList<IReadOnlyList<double>> WithoutFold { get; init; } = [];

    /// <summary>What the network reads, in the order of the codes.</summary>
    internal IEnumerable<double> Scaled => ScaledOf(Values);

    internal IEnumerable<double> ScaledOf(IReadOnlyList<double> values) => values.Select(value => (value - Centre) / Scale);
}
