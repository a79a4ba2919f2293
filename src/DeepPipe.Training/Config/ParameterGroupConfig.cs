using DeepPipe.Configuration;

namespace DeepPipe.Training;

/// <summary>A part of the network that is trained otherwise than the rest.</summary>
public sealed record ParameterGroupConfig : IValidated
{
    /// <summary>The part, by the beginning of its parameters' names: <c>input</c>, <c>layers.0</c>.</summary>
    public required string Match { get; init; }

    /// <summary>The step size once warm-up is over; the schedule goes as everywhere.</summary>
    /// <value>Optional. Greater than 0, at most 10. Without it, the optimizer's.</value>
    [Within(Above = 0, AtMost = 10)]
    public double? LearningRate { get; init; }

    /// <summary>The decay of weight matrices and embeddings; biases and norms never decay.</summary>
    /// <value>Optional. At least 0. Without it, the optimizer's.</value>
    [Within(AtLeast = 0)]
    public double? WeightDecay { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (LearningRate is null && WeightDecay is null)
            yield return new("learning_rate", null, "a learning rate, a weight_decay or both");
    }
}
