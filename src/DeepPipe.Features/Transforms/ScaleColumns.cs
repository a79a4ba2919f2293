using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>Scales each column by its own scaling. Float64 [rows, columns] in and out, without NaN.</summary>
public sealed class ScaleColumns : nn.Module<Tensor, Tensor>
{
    private readonly List<ColumnGroup> groups = [];

    // Buffer, int64, where several kinds occur: the place of each column in the groups side by side.
    private readonly Tensor? places;

    /// <summary>A scaling for each column; at least one.</summary>
    public ScaleColumns(IReadOnlyList<NumberScaling> scalings) : base(nameof(ScaleColumns))
    {
        Add<AffineScaling>("affine", scalings, columns => new CentreAndScale(columns));
        Add<QuantileScaling>("quantile", scalings, columns => new QuantileToNormal(columns));
        Add<UniformScaling>("quantile_uniform", scalings, columns => new QuantileLevel([.. columns.Select(column => column.Quantiles)]));
        Add<PowerScaling>("power", scalings, columns => new PowerColumns(columns));
        if (groups.Count > 1)
            register_buffer(nameof(places), places = tensor(Inverse([.. groups.SelectMany(group => group.Places)]), ScalarType.Int64));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => places is null
        ? groups[0].call(input)
        : cat([.. groups.Select(group => group.call(input))], 1).index_select(1, places);

    private void Add<TScaling>(
        string name, IReadOnlyList<NumberScaling> scalings, Func<IReadOnlyList<TScaling>, nn.Module<Tensor, Tensor>> module)
        where TScaling : NumberScaling
    {
        long[] columns = [.. Enumerable.Range(0, scalings.Count).Where(column => scalings[column] is TScaling).Select(column => (long)column)];
        if (columns.Length == 0)
            return;
        var group = new ColumnGroup(module([.. scalings.OfType<TScaling>()]), columns, isAll: columns.Length == scalings.Count);
        groups.Add(group);
        register_module(name, group);
    }

    private static long[] Inverse(long[] order)
    {
        var places = new long[order.Length];
        for (var place = 0; place < order.Length; place++)
            places[order[place]] = place;
        return places;
    }

    /// <summary>The columns of one kind of scaling.</summary>
    private sealed class ColumnGroup : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> scale;

        // Buffer, int64, where there are other columns.
        private readonly Tensor? columns;

        public ColumnGroup(nn.Module<Tensor, Tensor> scale, long[] places, bool isAll) : base(nameof(ColumnGroup))
        {
            Places = places;
            register_module(nameof(scale), this.scale = scale);
            if (!isAll)
                register_buffer(nameof(columns), columns = tensor(places, ScalarType.Int64));
        }

        public long[] Places { get; }

        public override Tensor forward(Tensor input) => scale.call(columns is null ? input : input.index_select(1, columns));
    }
}
