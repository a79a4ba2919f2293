namespace DeepPipe.Onnx;

/// <summary>How a tensor lies in memory, and so whether another shape can show it without a copy.</summary>
internal static class MemoryLayout
{
    internal static bool IsContiguous(GraphValue value)
    {
        if (value.Strides is not { } strides)
            return true;
        var expected = 1L;
        for (var axis = strides.Count - 1; axis >= 0; axis--)
        {
            var size = value.Type!.Shape[axis].Offset;
            if (size != 1 && strides[axis] != expected)
                return false;
            expected *= size;
        }
        return true;
    }

    /// <summary>Whether a shape can show a tensor where it lies: the rule by which torch's reshape copies or does not.</summary>
    internal static bool CanShow(GraphValue value, TensorType shape)
    {
        if (value.Strides is not { } strides || shape.Shape.Any(size => size.Offset == 0))
            return true;
        var old = value.Type!.Shape.Select(size => size.Offset).ToList();
        var wanted = shape.Shape.Count - 1;
        var (chunk, shown) = (1L, 1L);
        var baseStride = strides.Count == 0 ? 1 : strides[^1];
        for (var axis = old.Count - 1; axis >= 0; axis--)
        {
            chunk *= old[axis];
            var ends = axis == 0 || (old[axis - 1] != 1 && strides[axis - 1] != chunk * baseStride);
            if (!ends)
                continue;
            while (wanted >= 0 && (shown < chunk || shape.Shape[wanted].Offset == 1))
                shown *= shape.Shape[wanted--].Offset;
            if (shown != chunk)
                return false;
            if (axis > 0)
                (baseStride, chunk, shown) = (strides[axis - 1], 1, 1);
        }
        return true;
    }
}
