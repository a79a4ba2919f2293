using CsCheck;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace DeepPipe.Onnx.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void A_user_s_own_network_gives_the_same_numbers_in_torch_and_in_onnx()
    {
        using var network = new Churn();
        var model = Parity.Holds([network], Churn.Rows, inputs => [network.call(inputs[0], inputs[1])]);
        Assert.Contains(model.Graph.Initializer, initializer => initializer.Name == "hidden.0.weight");
        Assert.Contains(model.Graph.Node, node => node.Name.StartsWith("hidden.0/", StringComparison.Ordinal));
    }

    [Fact]
    public void Random_chains_of_modules_give_the_same_numbers_in_torch_and_in_onnx()
    {
        var layer = Gen.Int[0, Layers.Length - 1];
        Gen.Select(layer.Array[1, 6], Gen.Long[1, 1000]).Sample(
            (layers, seed) =>
            {
                manual_seed(seed);
                using var chain = Sequential(layers.Select((kind, index) => ($"{index}", Layers[kind]())));
                Parity.Holds([chain], rows => [randn(rows, 4)], inputs => [chain.call(inputs[0])], relative: 1e-4, absolute: 1e-5);
            },
            iter: 30,
            threads: 1);
    }

    [Fact]
    public void Random_chains_of_operations_give_the_same_numbers_in_torch_and_in_onnx()
    {
        var names = OperationCases.All.Keys.Where(name => !name.Contains("NaN", StringComparison.Ordinal)).ToArray();
        Gen.Select(Gen.Int[0, names.Length - 1].Select(index => names[index]), Gen.Int[0, names.Length - 1].Select(index => names[index]), Gen.Long[1, 1000]).Sample(
            (first, second, seed) => Parity.Holds(
                [],
                rows => OperationCases.OfSeed(rows, seed),
                inputs =>
                {
                    var input = new OperationCases.Input(inputs[0], inputs[1], inputs[2], inputs[3]);
                    // tanh keeps what comes next in a range where float32 answers are comparable.
                    var made = OperationCases.All[first](input).to(ScalarType.Float32).nan_to_num(0, 1, -1).tanh();
                    return [OperationCases.All[second](input with { X = made.max() + input.X })];
                },
                relative: 1e-4,
                absolute: 1e-5),
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void A_tied_weight_is_one_initialiser()
    {
        using var tied = new Tied();
        var model = Parity.Holds([tied], rows => [randn(rows, 4)], inputs => [tied.call(inputs[0])]);
        Assert.Equal(["first.weight"], model.Graph.Initializer.Select(initializer => initializer.Name));
    }

    [Fact]
    public void A_module_is_left_as_it_was()
    {
        using var network = new Churn();
        network.train();
        network.Dropout.eval();
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        Parity.Bytes(OnnxExporter.Capture([("", network)], Churn.Rows(3), inputs => [network.call(inputs[0], inputs[1])]));
        Assert.True(network.training);
        Assert.False(network.Dropout.training);
        Assert.All(network.state_dict(), pair => Assert.True(pair.Value.equal(before[pair.Key]).all().item<bool>()));
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Text_goes_in_and_comes_out_through_lookups()
    {
        var model = OnnxExporter.Capture(
            [],
            [tensor(new long[] { 0, 1, 2 }).unsqueeze(1)],
            inputs => [(inputs[0] + 1).remainder(3)],
            new OnnxOptions { InputNames = ["colour"], OutputNames = ["next"] });
        model.TakeText("colour", new Dictionary<string, long> { ["red"] = 0, ["green"] = 1 }, unseen: 2);
        model.GiveText("next", ["red", "green", "other"]);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(Parity.Bytes(model));
        var colours = new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<string>(new[] { "green", "red", "şarap" }, [3, 1]);
        using var results = session.Run([Microsoft.ML.OnnxRuntime.NamedOnnxValue.CreateFromTensor("colour", colours)]);
        Assert.Equal(["other", "green", "red"], results[0].AsEnumerable<string>());
    }

    private static readonly Func<Module<Tensor, Tensor>>[] Layers =
    [
        () => Linear(4, 4), () => Linear(4, 4, hasBias: false), () => ReLU(), () => GELU(), () => SiLU(), () => Tanh(), () => Sigmoid(),
        () => ELU(), () => LeakyReLU(0.1), () => Softplus(), () => Softmax(1), () => LogSoftmax(1), () => Dropout(0.3), () => LayerNorm(4, eps: 0.1),
        () => BatchNorm1d(4), () => Identity(), () => Flatten(),
    ];

    private sealed class Churn : Module<Tensor, Tensor, Tensor>
    {
        private readonly Embedding embedding = Embedding(4, 3);
        private readonly Sequential hidden;
        private readonly BatchNorm1d norm = BatchNorm1d(8);
        private readonly Linear output = Linear(8, 2);

        internal readonly Dropout Dropout = Dropout(0.2);

        internal Churn() : base(nameof(Churn))
        {
            hidden = Sequential(Linear(7, 8), GELU());
            RegisterComponents();
        }

        public override Tensor forward(Tensor numbers, Tensor codes)
        {
            var joined = cat([numbers, embedding.call(codes)], 1);
            return output.call(Dropout.call(norm.call(hidden.call(joined)))).softmax(1);
        }

        internal static IReadOnlyList<Tensor> Rows(long count) => [randn(count, 4), randint(4, [count], ScalarType.Int64)];
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(4, 4, hasBias: false);
        private readonly Linear second = Linear(4, 4, hasBias: false);

        internal Tied() : base(nameof(Tied))
        {
            second.weight = first.weight;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => second.call(first.call(input).relu());
    }
}
