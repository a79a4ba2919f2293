using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// The fitted transform of all numbers: float64 [rows, numbers] with NaN where one is missing, to float32 [rows, NumberWidth]:
/// the scaled numbers in the plan's order, then the indicators. Numbers are held within their clip, what is missing is filled, then
/// all is scaled.
/// </summary>
/// <remarks>All arithmetic is in float64, and only its result, held within ±1e15, becomes float32.</remarks>
public sealed class TableTransform : nn.Module<Tensor, Tensor>
{
    // The square of a row of such numbers is still a float32; what lies beyond would make every answer NaN.
    private readonly Scalar lowest = (-1e15).ToScalar();
    private readonly Scalar highest = 1e15.ToScalar();
    private readonly ClipColumns? clip;
    private readonly FillMissing? fill;
    private readonly ScaleColumns? scale;

    // Buffer, int64: the columns that have an indicator.
    private readonly Tensor? indicated;

    /// <summary>The transform of a plan.</summary>
    public TableTransform(FeaturePlan plan) : base(nameof(TableTransform))
    {
        if (plan.Numbers.Count == 0)
            return;
        if (plan.Numbers.Any(number => number.Clip is not null))
            register_module(nameof(clip), clip = new([.. plan.Numbers.Select(number => number.Clip)]));
        fill = new([.. plan.Numbers.Select(number => number.Fill)]);
        scale = new([.. plan.Numbers.Select(number => number.Scaling)]);
        register_module(nameof(fill), fill);
        register_module(nameof(scale), scale);

        var columns = Enumerable.Range(0, plan.Numbers.Count).Where(column => plan.Numbers[column].HasIndicator);
        if (!columns.Any())
            return;
        indicated = tensor(columns.Select(column => (long)column).ToArray(), ScalarType.Int64);
        register_buffer(nameof(indicated), indicated);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (fill is null || scale is null)
            return input.to(ScalarType.Float32);
        var held = clip is null ? input : clip.call(input);
        var scaled = scale.call(fill.call(held)).clamp(lowest, highest).to(ScalarType.Float32);
        if (indicated is null)
            return scaled;
        var indicators = input.index_select(1, indicated).isnan().to(ScalarType.Float32);
        return cat([scaled, indicators], 1);
    }
}
