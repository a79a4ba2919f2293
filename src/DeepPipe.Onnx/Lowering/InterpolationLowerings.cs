namespace DeepPipe.Onnx;

/// <summary>Resizing by interpolation, and sampling at given places.</summary>
internal static class InterpolationLowerings
{
    internal static readonly IReadOnlyDictionary<string, Lowering> All = new Dictionary<string, Lowering>
    {
        ["aten::upsample_nearest1d"] = Nearest(1, 0, ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        ["aten::upsample_nearest2d"] = Nearest(2, 0, ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        ["aten::upsample_nearest3d"] = Nearest(3, 0, ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")),
        ["aten::_upsample_nearest_exact1d"] = Nearest(1, 0.5f, ("nearest_mode", "round_prefer_ceil")),
        ["aten::_upsample_nearest_exact2d"] = Nearest(2, 0.5f, ("nearest_mode", "round_prefer_ceil")),
        ["aten::_upsample_nearest_exact3d"] = Nearest(3, 0.5f, ("nearest_mode", "round_prefer_ceil")),
        ["aten::upsample_linear1d"] = Smooth(1, "linear"),
        ["aten::upsample_bilinear2d"] = Smooth(2, "linear"),
        ["aten::upsample_trilinear3d"] = Smooth(3, "linear"),
        ["aten::upsample_bicubic2d"] = Smooth(2, "cubic", ("cubic_coeff_a", -0.75)),
        ["aten::_upsample_bilinear2d_aa"] = Smooth(2, "linear", ("antialias", 1), ("exclude_outside", 1)),
        ["aten::_upsample_bicubic2d_aa"] = Smooth(2, "cubic", ("antialias", 1), ("exclude_outside", 1), ("cubic_coeff_a", -0.5)),
        ["aten::grid_sampler"] = GridSample,
        ["aten::affine_grid_generator"] = (context, node) => context.Give(context.Emit(
            "AffineGrid",
            [context.Name(node.Operands[0]), context.Integers(context.Sizes(node.Operands[1]))],
            ("align_corners", context.IsTrue(node.Operands[2])))),
    };

    // Operands: input, output size, and a scale for each dimension, or one list of them.
    private static Lowering Nearest(int spatialCount, float middle, params (string Name, object Value)[] more) => (context, node) =>
    {
        var scales = Scales(context, node, 2);
        if (Spatial.AreFixed(context.TypeOf(node.Operands[0]), spatialCount)
            && NearestPlaces.Of(context, node, spatialCount, scales, middle) is { IsSameInOnnx: false } places)
            context.Give(places.Gather(context, context.Name(node.Operands[0])));
        else
            context.Give(Resize(context, node, spatialCount, scales, [("mode", "nearest"), .. more]));
    };

    // Operands: input, output size, whether corners are aligned, and scales as above.
    private static Lowering Smooth(int spatialCount, string mode, params (string Name, object Value)[] more) => (context, node) =>
    {
        var isAligned = context.IsTrue(node.Operands[2]);
        var coordinates = isAligned ? "align_corners" : "half_pixel";
        if (more.Any(attribute => attribute.Name == "antialias"))
            RequireSameWhenAntialiased(context, node, isAligned);
        context.Give(Resize(
            context, node, spatialCount, isAligned ? [] : Scales(context, node, 3),
            [("mode", mode), ("coordinate_transformation_mode", coordinates), .. more]));
    };

    // ONNX widens its filter by the scale alone, torch by what the coordinates really do.
    private static void RequireSameWhenAntialiased(LoweringContext context, GraphNode node, bool isAligned)
    {
        if (isAligned || Scales(context, node, 3).Count > 0)
            throw context.Refuse("antialiasing is known without aligned corners, and to a size rather than by a scale.");
    }

    // torch takes a scale that is given for the coordinates too; else they follow from the sizes.
    private static string Resize(
        LoweringContext context, GraphNode node, int spatialCount, IReadOnlyList<double> scales, params (string Name, object Value)[] attributes)
    {
        var axes = Enumerable.Range(2, spatialCount).Select(axis => (long)axis).ToList();
        var isLinear = attributes.Contains(("mode", "linear"));
        IReadOnlyList<string> inputs = scales.Count > 0
            ? [context.Name(node.Operands[0]), "", Floats(context, ScalesTo(context, node, spatialCount, scales, isLinear))]
            : [context.Name(node.Operands[0]), "", "", context.Integers(SizesTo(context, node))];
        return context.Emit("Resize", inputs, [.. attributes, ("axes", axes)]);
    }

    private static IReadOnlyList<Size> SizesTo(LoweringContext context, GraphNode node) =>
        node.Operands[1] is Operand.None ? node.Results[0].Type!.Shape.Skip(2).ToList() : context.Sizes(node.Operands[1]);

    // torch multiplies the size by the scale in float64, ONNX Runtime in float32: where that gives another size, the next number does not.
    // Where the size stays as it is torch's linear interpolation copies, whatever the scale.
    private static float[] ScalesTo(LoweringContext context, GraphNode node, int spatialCount, IReadOnlyList<double> scales, bool isLinear)
    {
        var input = context.TypeOf(node.Operands[0]);
        if (!Spatial.AreFixed(input, spatialCount))
            return scales.Select(scale => (float)scale).ToArray();
        var sizes = Spatial.Sizes(context, input, spatialCount);
        var wanted = Spatial.Sizes(context, node.Results[0].Type!, spatialCount);
        return scales.Select((scale, axis) => (long)((float)scale * sizes[axis]) switch
        {
            _ when isLinear && sizes[axis] == wanted[axis] => 1,
            var size when size < wanted[axis] => MathF.BitIncrement((float)scale),
            var size when size > wanted[axis] => MathF.BitDecrement((float)scale),
            _ => (float)scale,
        }).ToArray();
    }

    private static string Floats(LoweringContext context, float[] numbers)
    {
        using var tensor = TorchSharp.torch.tensor(numbers);
        return context.Builder.Constant(TensorWriter.Write("", tensor));
    }

    private static IReadOnlyList<double> Scales(LoweringContext context, GraphNode node, int first) => node.Operands
        .Skip(first)
        .SelectMany(operand => operand is Operand.List list ? list.Items : [operand])
        .Where(operand => operand is not Operand.None)
        .Select(context.Number).ToList();

    // Operands: input, grid, mode, padding, whether corners are aligned. The numbers are ATen's GridSamplerInterpolation and -Padding.
    private static void GridSample(LoweringContext context, GraphNode node) => context.Give(context.Emit(
        "GridSample",
        [context.Name(node.Operands[0]), context.Name(node.Operands[1])],
        ("mode", context.Fixed(node.Operands[2]) switch
        {
            0 => "linear",
            1 => "nearest",
            _ => "cubic",
        }),
        ("padding_mode", context.Fixed(node.Operands[3]) switch
        {
            0 => "zeros",
            1 => "border",
            _ => "reflection",
        }),
        ("align_corners", context.IsTrue(node.Operands[4]))));
}
