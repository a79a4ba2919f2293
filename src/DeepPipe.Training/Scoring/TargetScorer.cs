using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>One of the targets that a model answers, with its scorer and its place among all answers and targets.</summary>
/// <param name="Target">The fitted target.</param>
/// <param name="Scorer">How its answers are scored.</param>
/// <param name="FirstAnswer">Where its answers begin among those of the head.</param>
/// <param name="AnswerCount">How many it has.</param>
/// <param name="FirstColumn">Where its columns begin in the targets; null where these are its own alone.</param>
public sealed record TargetScorer(TargetPlan Target, IScorer Scorer, int FirstAnswer, int AnswerCount, int? FirstColumn)
{
    /// <summary>The scorer of each target.</summary>
    public static IReadOnlyList<TargetScorer> Of(TargetPlans targets)
    {
        var scorers = new List<TargetScorer>();
        var (answer, column) = (0, 0);
        foreach (var target in targets.Each)
        {
            var (scorer, answerCount) = ScorerOf(target);
            scorers.Add(new(target, scorer, answer, answerCount, targets.Each.Count == 1 ? null : column));
            answer += answerCount;
            column += target.Width;
        }
        return scorers;
    }

    /// <summary>The target's own answers and truth, of the rows that have one.</summary>
    /// <param name="answers">What the head answered, on the CPU.</param>
    /// <param name="targets">See <see cref="TargetPlans.Encode"/>; on the CPU.</param>
    public (IReadOnlyList<Tensor> Answers, Tensor Truth) Own(IReadOnlyList<Tensor> answers, Tensor targets)
    {
        var (truth, rows) = Truth(targets);
        var own = answers.Skip(FirstAnswer).Take(AnswerCount);
        return ([.. rows is null ? own : own.Select(answer => answer.index_select(0, rows))], truth);
    }

    /// <summary>The target's own truth, of the rows that have one; and which these are, int64, null for all.</summary>
    /// <param name="targets">See <see cref="TargetPlans.Encode"/>.</param>
    public (Tensor Truth, Tensor? Rows) Truth(Tensor targets)
    {
        if (FirstColumn is not { } first)
            return (targets, null);
        var own = targets.narrow(1, first, Target.Width);
        var rows = Target.SkipsMissing ? own.select(1, 0).isnan().logical_not().nonzero().squeeze(1) : null;
        if (rows is not null)
            own = own.index_select(0, rows);
        return (Target is LabelsTarget ? own : own.squeeze(1), rows);
    }

    private static (IScorer Scorer, int AnswerCount) ScorerOf(TargetPlan target) => target switch
    {
        NumberTarget number => (new RegressionScorer(number.Levels), number.Levels.Count == 0 ? 1 : 2),
        ForecastTarget forecast => (new ForecastScorer(forecast), 1),
        ClassTarget { Task: TaskKind.Binary } binary => (new ClassScorer(binary.Classes, positive: 1), 3),
        ClassTarget classes => (new ClassScorer(classes.Classes, positive: null), 3),
        LabelsTarget labels => (new LabelsScorer(labels), 2),
        _ => throw new ArgumentException($"No scorer is known for a {target.GetType().Name}.", nameof(target)),
    };
}
