using DeepPipe.Bundle;

namespace DeepPipe.Inference;

/// <summary>A model's answers to a batch of rows, in the order of the rows.</summary>
public sealed class Answers
{
    internal Answers(int rowCount, Signature signature)
    {
        RowCount = rowCount;
        Targets = [.. signature.Targets.Select(target => TargetAnswers.Of(target, rowCount))];
    }

    /// <summary>How many rows were scored.</summary>
    public int RowCount { get; }

    /// <summary>The answers to each of the signature's targets.</summary>
    public IReadOnlyList<TargetAnswers> Targets { get; }
}

/// <summary>The answers to one target.</summary>
public abstract class TargetAnswers
{
    private protected TargetAnswers(SignatureTarget target) => Target = target;

    /// <summary>What is answered.</summary>
    public SignatureTarget Target { get; }

    internal static TargetAnswers Of(SignatureTarget target, int rowCount) => target.Task switch
    {
        SignatureTarget.Regression => new NumberAnswers(target, rowCount),
        SignatureTarget.Forecast => new ForecastAnswers(target, rowCount),
        SignatureTarget.Multilabel => new LabelsAnswers(target, rowCount),
        _ => new ClassAnswers(target, rowCount),
    };
}
