using CsCheck;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

public sealed class InPlaceWritesTests
{
    internal static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor, IReadOnlyList<Tensor>>> Passes =
        new Dictionary<string, Func<Tensor, Tensor, IReadOnlyList<Tensor>>>
        {
            ["slice assigned"] = (x, y) =>
            {
                var a = x.clone();
                a[.., 1..3] = y[.., 0..2];
                return [a];
            },
            ["number assigned"] = (x, y) =>
            {
                var a = x * 1;
                a[.., 2] = 7f;
                return [a, a.sum(1)];
            },
            ["slice with steps"] = (x, y) =>
            {
                var a = x.clone();
                a.slice(1, 1, 4, 2).copy_(y[.., 0..2]).mul_(3);
                return [a];
            },
            ["select"] = (x, y) =>
            {
                var a = x.clone();
                a.select(1, -1).add_(y.select(1, 0));
                return [a];
            },
            ["narrow of rows from the end"] = (x, y) =>
            {
                var a = x.clone();
                a.narrow(0, x.shape[0] - 1, 1).zero_();
                return [a];
            },
            ["transpose"] = (x, y) =>
            {
                var a = x.clone();
                a.t().mul_(2)[0].add_(1);
                return [a];
            },
            ["permuted and sliced"] = (x, y) =>
            {
                var a = x.clone().view(x.shape[0], 2, 2);
                a.permute(2, 0, 1)[1].copy_(y[.., 0..2]);
                return [a];
            },
            ["view, then the base is used"] = (x, y) =>
            {
                var a = x.clone();
                a.view(-1).relu_();
                return [a + 1];
            },
            ["base, then the view taken before is used"] = (x, y) =>
            {
                var a = x.clone();
                var part = a[.., 1..3];
                a.mul_(2);
                return [part, a];
            },
            ["two views of one base"] = (x, y) =>
            {
                var a = x.clone();
                var (left, right) = (a[.., 0..3], a[.., 1..4]);
                left.add_(10);
                right.mul_(2);
                left.sub_(1);
                return [left, right, a];
            },
            ["view of a view"] = (x, y) =>
            {
                var a = x.clone().view(x.shape[0], 2, 2);
                a.select(1, 1).unsqueeze(1).squeeze(1).slice(1, 0, 1, 1).fill_(5);
                return [a];
            },
            ["parts of a split"] = (x, y) =>
            {
                var a = x.clone();
                var parts = a.split(2, 1);
                parts[1].add_(parts[0]);
                parts[0].neg_();
                return [a, parts[1]];
            },
            ["parts, the whole, and parts again"] = (x, y) =>
            {
                var a = x.clone();
                var parts = a.chunk(2, 1);
                parts[0].mul_(3);
                var first = parts[0] + parts[1];
                parts[1][.., 0].add_(y[.., 1]);
                var second = parts[0] + parts[1] + a.sum(1, keepdim: true);
                a.mul_(2);
                parts[0].add_(parts[1]);
                return [first, second, parts[0] * parts[1], a];
            },
            ["chunks and unbind"] = (x, y) =>
            {
                var a = x.clone();
                a.chunk(2, 1)[0].mul_(3);
                a.unbind(1)[3].exp_();
                return [a];
            },
            ["input"] = (x, y) =>
            {
                x.add_(1);
                return [x * y];
            },
            ["part of an input"] = (x, y) =>
            {
                x[.., 0].fill_(3);
                return [x];
            },
            ["another type is cast"] = (x, y) =>
            {
                var whole = (x * 10).to(ScalarType.Int64);
                whole[.., 1] = y[.., 0].to(ScalarType.Int64);
                whole.clamp_(-5, 5);
                return [whole];
            },
            ["copy that broadcasts"] = (x, y) =>
            {
                var a = x.clone();
                a.copy_(y[.., 0..1]);
                return [a];
            },
            ["masked fill"] = (x, y) =>
            {
                var a = x.clone();
                a[.., 0..2].masked_fill_(y[.., 0..2] > 0, -1);
                return [a];
            },
            ["what dropout gives back"] = (x, y) =>
            {
                var a = x * 2;
                return [F.dropout(a, 0.5, training: false).mul_(3) + a];
            },
            ["contiguous copy of a transpose"] = (x, y) =>
            {
                var a = x.clone().view(-1, 2, 2);
                var copy = a.transpose(1, 2).contiguous();
                copy.mul_(5);
                return [a, copy];
            },
            ["the same type"] = (x, y) =>
            {
                var a = x.clone();
                a.to(ScalarType.Float32).mul_(2);
                return [a];
            },
            ["flattened"] = (x, y) =>
            {
                var a = x.clone().view(x.shape[0], 2, 2);
                a.flatten(1)[.., 3] = 9;
                return [a];
            },
            ["a loop that fills a table"] = (x, y) =>
            {
                var table = zeros(x.shape[0], 4);
                for (var column = 0; column < 4; column++)
                    table[.., column] = x[.., ..(column + 1)].sum(1);
                return [table];
            },
        };

    public static TheoryData<string> Cases() => new(Passes.Keys);

    [Theory, MemberData(nameof(Cases))]
    public void A_write_is_seen_by_all_that_show_the_memory(string name)
    {
        using var scope = NewDisposeScope();
        Parity.Holds([], rows => [randn(rows, 4), randn(rows, 4)], inputs => Passes[name](inputs[0].clone(), inputs[1]));
    }

    [Fact]
    public void Chains_of_views_and_writes_come_through() =>
        Gen.Int[0, 9].Array[2, 9].Sample(steps =>
        {
            using var scope = NewDisposeScope();
            Parity.Holds([], rows => [randn(rows, 4, 4)], inputs => Chain(inputs[0].clone(), steps), relative: 1e-4, absolute: 1e-4);
        }, iter: 60, threads: 1);

    [Fact]
    public void A_write_into_a_parameter_or_a_buffer_is_refused()
    {
        using var scope = NewDisposeScope();
        using var counter = new Counter();
        using var network = Sequential(("first", Identity()), ("counter", counter));
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([("", network)], [ones(2, 3)], inputs => [network.call(inputs[0])]));
        Assert.Equal(
            "aten::add_(Float32[3], Float32[], int 1) in module \"counter\" writes into \"counter.seen\", which outlives the pass. Write the operation "
            + "without the underscore: aten::add.",
            failure.Message);
    }

    [Fact]
    public void A_write_into_memory_that_is_shown_in_an_unknown_way_is_refused()
    {
        using var scope = NewDisposeScope();
        var failure = Assert.Throws<OnnxExportException>(() => OnnxExporter.Capture([], [ones(4, 4)], inputs =>
        {
            var a = inputs[0] * 2;
            a.diagonal().mul_(3);
            return [a];
        }));
        Assert.Contains("writes into a tensor that shows the memory of another in a way (aten::diagonal) that cannot be written back", failure.Message, StringComparison.Ordinal);
    }

    // Views of one table [rows, 4, 4] pile up; each step takes a view, or writes into the latest, or reads.
    private static List<Tensor> Chain(Tensor table, int[] steps)
    {
        var views = new List<Tensor> { table };
        var read = new List<Tensor>();
        foreach (var step in steps)
        {
            var latest = views[^1];
            switch (step)
            {
                case 0:
                    views.Add(latest.transpose(1, 2));
                    break;
                case 1:
                    views.Add(latest.unsqueeze(1).squeeze(1));
                    break;
                case 2 when latest.shape[2] > 1:
                    views.Add(latest.narrow(2, 1, latest.shape[2] - 1));
                    break;
                case 3:
                    views.Add(views[views.Count / 2].permute(0, 2, 1));
                    break;
                case 4:
                    latest.mul_(2);
                    break;
                case 5:
                    latest.add_(latest.select(1, 0).unsqueeze(1).clone());
                    break;
                case 6:
                    views[0].neg_();
                    break;
                case 7:
                    latest.select(2, -1).fill_(3);
                    break;
                case 8:
                    read.Add(latest.sum());
                    break;
                default:
                    read.Add(views[0] * 1);
                    break;
            }
        }
        return [.. read, table, views[^1]];
    }

    private sealed class Counter : Module<Tensor, Tensor>
    {
        private readonly Tensor seen = zeros(3);

        internal Counter() : base(nameof(Counter)) => register_buffer(nameof(seen), seen);

        public override Tensor forward(Tensor input)
        {
            seen.add_(tensor(1f));
            return input + seen;
        }
    }
}
