using DeepPipe.Models;
using DeepPipe.Training.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training.Tests;

public sealed class EvaluatorTests
{
    [Fact]
    public void Loss_and_answers_over_several_batches_are_those_of_one()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create();
        using var part = SmallRun.Part(20_000, 5);
        var evaluator = new Evaluator(SmallRun.Trainee(network));

        var evaluation = evaluator.Score(part);
        var answers = evaluator.Answer(part);

        using var frozen = no_grad();
        network.eval();
        var head = new SmallHead();
        var output = network.call(part.Features);
        Assert.Equal(head.Loss(output, part.Targets).item<float>(), evaluation.Loss, 1e-6);
        Assert.All(head.Answer(output).Zip(answers), pair => Assert.True(pair.First.allclose(pair.Second)));
        Assert.Equal(
            head.Answer(output)[0].squeeze(1).eq(part.Targets).to(ScalarType.Float64).mean().item<double>(),
            evaluation.Scores["accuracy"], 1e-12);
    }

    [Fact]
    public void Evaluating_changes_nothing_and_leaves_nothing()
    {
        using var network = SmallNetwork.Create();
        using var part = SmallRun.Part(100, 5);
        var state = SmallRun.State(network);
        var evaluator = new Evaluator(SmallRun.Trainee(network));
        evaluator.Score(part);
        var count = Tensor.TotalCount;
        evaluator.Score(part);
        Assert.InRange(Tensor.TotalCount, 0, count);
        Assert.All(SmallRun.State(network), pair => Assert.Equal(state[pair.Key], pair.Value));
    }

    [Fact]
    public void Scores_are_named_after_the_part()
    {
        var evaluation = new Evaluation(0.5, new Dictionary<string, double> { ["accuracy"] = 0.75 });
        Assert.Equal(
            [new("validation.loss", 0.5), new KeyValuePair<string, double>("validation.accuracy", 0.75)],
            evaluation.Named("validation"));
    }

    [Fact]
    public void A_class_head_is_scored_by_its_codes_and_probabilities()
    {
        using var scope = NewDisposeScope();
        var probabilities = tensor(new[] { 0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f }).view(3, 2);
        var targets = tensor(new long[] { 0, 1, 1 });
        var scores = new ClassScorer(["no", "yes"], positive: 1).Score([tensor(new long[] { 0, 1, 0 }), targets, probabilities], targets);
        Assert.Equal(2.0 / 3, scores["accuracy"], 1e-12);
        Assert.Equal(0.5, scores["recall"], 1e-12);
        Assert.Equal(1, scores["roc_auc"], 1e-12);
    }

    [Fact]
    public void A_regression_head_is_scored_by_its_numbers()
    {
        using var scope = NewDisposeScope();
        var scores = new RegressionScorer().Score([tensor(new[] { 1f, 2f }).view(2, 1)], tensor(new[] { 1f, 4f }));
        Assert.Equal(Math.Sqrt(2), scores["rmse"], 1e-12);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_refused()
    {
        using var network = SmallNetwork.Create();
        using var part = SmallRun.Part(10, 5);
        part.Features.Numbers[3] = float.NaN;
        var failure = Assert.Throws<TrainingException>(() => new Evaluator(SmallRun.Trainee(network)).Score(part));
        Assert.Equal(
            "The loss on the evaluated rows became NaN or infinite. Lower training.optimizer.learning_rate, "
            + "or look for values among these rows that are far outside those of the training rows.",
            failure.Message);
    }
}
