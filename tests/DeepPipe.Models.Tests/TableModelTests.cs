using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Models.Tests;

public sealed class TableModelTests
{
    private static readonly NetworkConfig Mlp = new MlpConfig { Layers = [8, 4], Norm = Normalization.Batch };

    public static TheoryData<string, string, bool, bool> Models
    {
        get
        {
            var models = new TheoryData<string, string, bool, bool>();
            foreach (var network in new[] { "linear", "mlp" })
            {
                foreach (var target in new[] { "binary", "multiclass", "regression" })
                {
                    models.Add(network, target, true, true);
                    models.Add(network, target, true, false);
                    models.Add(network, target, false, true);
                }
            }
            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_batch_of_rows_is_answered_as_single_rows_are(string network, string target, bool numbers, bool categories)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var plan = SomeModel.Features(numbers, categories);
        var model = Model(plan, target, network);
        var (raw, codes) = (SomeModel.RawNumbers(plan, 12), SomeModel.Codes(plan, 12));

        var together = model.Answer(new(raw, codes));
        var singly = Enumerable.Range(0, 12)
            .Select(row => model.Answer(new(raw.narrow(0, row, 1), codes.narrow(0, row, 1)))).ToArray();

        for (var output = 0; output < together.Count; output++)
        {
            var joined = cat([.. singly.Select(answer => answer[output])], 0);
            Assert.Equal(together[output].shape, joined.shape);
            Assert.True(allclose(together[output].to(ScalarType.Float64), joined.to(ScalarType.Float64), 1e-6, 1e-6));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_gradient_of_the_loss_reaches_every_parameter(string network, string target, bool numbers, bool categories)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var plan = SomeModel.Features(numbers, categories);
        var model = Model(plan, target, network);
        model.train();
        var targets = target == "regression" ? rand([64]) * 50 : randint(0, 2, [64], ScalarType.Int64);

        var codes = SomeModel.Codes(plan, 64);
        var output = model.Network.forward(model.Transform.Apply(new(SomeModel.RawNumbers(plan, 64), codes)));
        model.Head.Loss(output, targets).backward();

        Assert.All(model.named_parameters(), entry =>
        {
            Assert.NotNull(entry.parameter.grad);
            Assert.True(entry.parameter.grad!.abs().sum().ToDouble() > 0, entry.name);
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_same_seed_gives_the_same_weights(string network, string target, bool numbers, bool categories)
    {
        using var scope = NewDisposeScope();
        var plan = SomeModel.Features(numbers, categories);
        manual_seed(11);
        var first = Model(plan, target, network).state_dict();
        manual_seed(11);
        var second = Model(plan, target, network).state_dict();

        Assert.Equal(first.Keys, second.Keys);
        Assert.All(first, entry => Assert.Equal(entry.Value.bytes.ToArray(), second[entry.Key].bytes.ToArray()));
    }

    [Fact]
    public void The_names_of_the_state_read_well()
    {
        using var mlp = TableModel.Of(SomeModel.Features(), SomeModel.Number, Mlp);
        using var linear = TableModel.Of(SomeModel.Features(), SomeModel.TwoClasses, new LinearConfig());

        Assert.Equal(
        [
            "head.deviation", "head.mean", "network.input.categories.tables.0.weight", "network.input.categories.tables.1.weight",
            "network.layers.0.bias", "network.layers.0.weight", "network.layers.1.bias", "network.layers.1.weight",
            "network.norms.0.bias", "network.norms.0.num_batches_tracked", "network.norms.0.running_mean",
            "network.norms.0.running_var", "network.norms.0.weight", "network.norms.1.bias",
            "network.norms.1.num_batches_tracked", "network.norms.1.running_mean", "network.norms.1.running_var",
            "network.norms.1.weight", "network.output.bias", "network.output.weight",
        ], Names(mlp));
        Assert.Equal(
            ["network.categories.weight", "network.numbers.bias", "network.numbers.weight", "network.offsets"], Names(linear));
    }

    [Fact]
    public void A_head_that_is_no_module_is_refused()
    {
        using var transform = new TableTransform(SomeModel.Features());
        using var network = new LinearConfig().Build(new(3, [5, 4], 1));

        Assert.Equal("NoModule is no module. (Parameter 'head')",
            Assert.Throws<ArgumentException>(() => new TableModel(transform, network, new NoModule(), new NetworkShape(1, [], 1))).Message);
    }

    private static TableModel Model(FeaturePlan plan, string target, string network)
    {
        TargetPlan targetPlan = target switch
        {
            "binary" => SomeModel.TwoClasses,
            "multiclass" => SomeModel.ThreeClasses,
            _ => SomeModel.Number,
        };
        var model = TableModel.Of(plan, targetPlan, network == "linear" ? new LinearConfig() : Mlp);
        model.eval();
        return model;
    }

    private static IEnumerable<string> Names(TableModel model) => model.state_dict().Keys
        .Where(name => !name.StartsWith("transform.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private sealed class NoModule : IHead
    {
        public int OutputWidth => 1;

        public Tensor Loss(Tensor output, Tensor target, Tensor? weights = null) => output;

        public Tensor Estimate(Tensor output) => output;

        public IReadOnlyList<Tensor> Decide(Tensor estimate) => [estimate];
    }
}
