using DeepPipe.Models;
using DeepPipe.Torch;
using DeepPipe.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Benchmarks;

/// <summary>The contenders for one network: each has weights, optimizer and dropout of its own, and all see the same rows.</summary>
internal sealed class StepContest : IDisposable
{
    /// <summary>Steps that a contender takes in a round.</summary>
    public const int Steps = 50;

    private readonly NetworkShape shape;
    private readonly MlpConfig config;
    private readonly int batchRows;
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly PreparedPart part;
    private readonly List<IDisposable> owned = [];

    public StepContest(NetworkShape shape, MlpConfig config, int batchRows)
    {
        (this.shape, this.config, this.batchRows) = (shape, config, batchRows);
        manual_seed(1);
        part = RandomRows(Steps * batchRows);
        Contenders = shape.CategorySizes.Count == 0 ? [Ours(), AtHand(), TorchSharpsOwn()] : [Ours(), AtHand()];
    }

    public IReadOnlyList<Contender> Contenders { get; }

    private TrainingConfig Training => new() { BatchRows = batchRows, Epochs = 100 };

    public void Dispose()
    {
        owned.ForEach(item => item.Dispose());
        scope.Dispose();
    }

    private Contender Ours()
    {
        var network = Own(config.Build(shape));
        var trainee = new Trainee(network, network, new RegressionHead(0.5, 2), new RegressionScorer());
        var (parameters, optimizer) = Adopt(network);
        var batches = Own(new ShuffledBatches(part, new BatchPlan(part.RowCount, batchRows, dropLast: false), seed: 1));
        var step = new TrainingStep(
            trainee, parameters, optimizer, null, new LearningRate(Training, Steps), null, batches,
            Own(new StepRandomness(1, CPU)), Own(new StepLosses(batches.Plan, CPU)));
        var epoch = 0;
        return new("DeepPipe's step", () =>
        {
            batches.Shuffle(++epoch);
            for (var index = 0; index < Steps; index++)
                step.Run(Math.Min(epoch, Training.Epochs), index);
        });
    }

    private Contender AtHand()
    {
        var network = Own(config.Build(shape));
        var head = new RegressionHead(0.5, 2);
        var (parameters, optimizer) = Adopt(network);
        var batches = Cut();
        return new("at hand", () =>
        {
            foreach (var batch in batches)
            {
                using var step = NewDisposeScope();
                var loss = head.Loss(network.call(batch.Features), batch.Targets);
                parameters.ZeroGradients();
                loss.backward();
                optimizer.Step(1e-3);
            }
        });
    }

    private Contender TorchSharpsOwn()
    {
        var widths = config.Layers.Prepend(shape.NumberWidth).ToList();
        var layers = config.Layers.SelectMany((width, layer) => new nn.Module<Tensor, Tensor>[]
        {
            nn.Linear(widths[layer], width), nn.ReLU(), nn.Dropout(config.Dropout),
        });
        var network = Own(nn.Sequential([.. layers, nn.Linear(widths[^1], 1)]));
        var optimizer = Own(optim.AdamW(network.parameters(), lr: 1e-3, weight_decay: 1e-2));
        var head = new RegressionHead(0.5, 2);
        var batches = Cut();
        return new("TorchSharp's own", () =>
        {
            foreach (var batch in batches)
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var loss = head.Loss(network.call(batch.Features.Numbers), batch.Targets);
                loss.backward();
                optimizer.step();
            }
        });
    }

    private (FlatParameters Parameters, IFusedOptimizer Optimizer) Adopt(nn.Module network)
    {
        network.train();
        var parameters = Own(FlatParameters.Adopt(network, (_, parameter) => parameter.dim() >= 2 ? 1e-2 : 0));
        return (parameters, Own(new AdamWConfig().Build(parameters)));
    }

    private List<Batch> Cut() =>
        [.. Enumerable.Range(0, Steps).Select(step => new Batch(part.Features.Each(tensor => Rows(tensor, step)), Rows(part.Targets, step), Weights: null))];

    private Tensor Rows(Tensor matrix, int step) => matrix.narrow(0, (long)step * batchRows, batchRows).clone();

    private PreparedPart RandomRows(int count)
    {
        var codes = shape.CategorySizes.Select(size => randint(0, size, [count, 1], dtype: ScalarType.Int64)).ToList();
        return new(
            randn([count, shape.NumberWidth]),
            codes.Count == 0 ? empty([count, 0], ScalarType.Int64) : cat(codes, 1),
            randn([count]));
    }

    private T Own<T>(T item) where T : IDisposable
    {
        owned.Add(item);
        return item;
    }
}
