using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>Answers the rows of a part in evaluation mode and scores the answers.</summary>
public sealed class Evaluator(Trainee trainee)
{
    private long? batchRows;

    /// <summary>Loss and scores of a part; the model is left in evaluation mode.</summary>
    /// <param name="part">At least one row, on the model's device.</param>
    /// <exception cref="TrainingException">The loss is NaN or infinite.</exception>
    public Evaluation Score(PreparedPart part) => Score(part, part.RowCount);

    /// <summary>The head's answers to a part, all rows; on the CPU, owned by the caller's dispose scope or the caller.</summary>
    /// <param name="part">At least one row, on the model's device.</param>
    public IReadOnlyList<Tensor> Answer(PreparedPart part) => Run(part, part.RowCount).Answers;

    /// <summary>The network's outputs for a part, all rows; on the CPU, owned by the caller's dispose scope or the caller.</summary>
    internal Tensor Outputs(PreparedPart part)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        trainee.Model.eval();
        var outputs = new List<Tensor>();
        var rowsAtOnce = RowsAtOnceOf(part);
        for (var start = 0L; start < part.RowCount; start += rowsAtOnce)
        {
            using var batch = NewDisposeScope();
            var count = Math.Min(rowsAtOnce, part.RowCount - start);
            var output = trainee.Network.call(part.Features.Rows(start, count));
            outputs.Add(batch.MoveToOuter(output.cpu()));       // waits for the device
        }
        return scope.MoveToOuter(cat(outputs));
    }

    /// <summary>Loss and scores of a part's first rows.</summary>
    internal Evaluation Score(PreparedPart part, long rowCount)
    {
        using var scope = NewDisposeScope();
        var (loss, answers) = Run(part, rowCount);
        if (!double.IsFinite(loss))
            throw new TrainingException(
                "The loss on the evaluated rows became NaN or infinite. Lower training.optimizer.learning_rate, "
                + "or look for values among these rows that are far outside those of the training rows.");
        var targets = part.Targets.narrow(0, 0, rowCount).cpu();
        return new Evaluation(loss, trainee.Scorer.Score(answers, targets));
    }

    private (double Loss, IReadOnlyList<Tensor> Answers) Run(PreparedPart part, long rowCount)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        trainee.Model.eval();
        var losses = zeros([], ScalarType.Float64, part.Targets.device);
        var answers = new List<IReadOnlyList<Tensor>>();
        var rowsAtOnce = RowsAtOnceOf(part);
        for (var start = 0L; start < rowCount; start += rowsAtOnce)
            answers.Add(RunBatch(part, start, Math.Min(rowsAtOnce, rowCount - start), losses));

        var whole = Enumerable.Range(0, answers[0].Count).Select(output => cat([.. answers.Select(batch => batch[output])])).ToList();
        scope.MoveToOuter(whole);
        return (losses.item<double>() / rowCount, whole);
    }

    // The same for every part, for sums over other batches round otherwise.
    private long RowsAtOnceOf(PreparedPart part) => batchRows ??= RowsAtOnce.Of(trainee.Network, part.Features);

    private IReadOnlyList<Tensor> RunBatch(PreparedPart part, long start, long count, Tensor losses)
    {
        using var scope = NewDisposeScope();
        var output = trainee.Network.call(part.Features.Rows(start, count));
        using var weight = count.ToScalar();        // kept to the end of the call: its finalizer frees what the call reads
        losses.add_(trainee.Head.Loss(output, part.Targets.narrow(0, start, count)), weight);
        // Each copy to the CPU waits for the device.
        return [.. trainee.Head.Answer(output).Select(answer => scope.MoveToOuter(answer.cpu()))];
    }
}
