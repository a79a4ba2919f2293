using System.Globalization;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DeepPipe.Encoders;
using static TorchSharp.torch;

namespace DeepPipe.Features;

/// <summary>
/// Arrow rows to tensors: numbers as they are, categories by their codes, texts, sets, vectors and images as blocks. The rows are in
/// canonical form: numbers, integers and instants as doubles with NaN where one is missing, categories as texts (or dictionaries of texts) with null
/// where one is missing.
/// </summary>
/// <remarks>Not changed by use: one encoder serves several threads.</remarks>
/// <param name="plan">The fitted features.</param>
public sealed class ColumnEncoder(FeaturePlan plan)
{
    private readonly CodeTable[] tables = [.. plan.Categories.Select(category => new CodeTable(category.Vocabulary))];

    private readonly ICellEncoder[] blocks = [.. plan.Blocks.Select(block => block.Encoding.Open())];

    /// <summary>The names of the columns that the rows must have; their order is free, further columns do no harm.</summary>
    public IReadOnlyList<string> Columns { get; } = [.. plan.Inputs.Select(column => column.Name)];

    /// <summary>Encodes a batch of any number of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="firstRow">The number of the first of them in the source, for messages.</param>
    /// <exception cref="ArgumentException">A column is not there, or is not in canonical form.</exception>
    /// <exception cref="FeatureException">A cell is no image that can be read, or a vector of another width: names the row.</exception>
    public RawColumns Encode(RecordBatch rows, long firstRow = 1) =>
        new(Numbers(rows), Codes(rows), [.. Enumerable.Range(0, blocks.Length).Select(block => Block(rows, block, firstRow))]);

    private Tensor Block(RecordBatch rows, int index, long firstRow)
    {
        var feature = plan.Blocks[index];
        var column = CanonicalColumn.Of<IArrowArray>(rows, feature.Name);
        var tensor = feature.Empty(rows.Length);
        try
        {
            BlockCells.Encode(blocks[index], column, tensor, feature.Encoding.RowBytes);
        }
        catch (CellException failure)
        {
            tensor.Dispose();
            throw new FeatureException(
                string.Create(CultureInfo.InvariantCulture, $"Row {firstRow + failure.Cell} of the data: column \"{feature.Name}\" {failure.Problem}."), failure);
        }
        return tensor;
    }

    private Tensor Numbers(RecordBatch rows)
    {
        var names = plan.RawNumbers;
        using var columns = empty([names.Count, rows.Length], ScalarType.Float64);
        var cells = MemoryMarshal.Cast<byte, double>(columns.bytes);
        for (var index = 0; index < names.Count; index++)
        {
            var column = CanonicalColumn.Of<DoubleArray>(rows, names[index]);
            column.Values.CopyTo(cells.Slice(index * rows.Length, rows.Length));
        }
        return columns.t();
    }

    private Tensor Codes(RecordBatch rows)
    {
        using var columns = empty([tables.Length, rows.Length], ScalarType.Int64);
        var cells = MemoryMarshal.Cast<byte, long>(columns.bytes);
        for (var index = 0; index < tables.Length; index++)
        {
            var column = CanonicalColumn.Of<IArrowArray>(rows, plan.Categories[index].Name);
            tables[index].Encode(column, cells.Slice(index * rows.Length, rows.Length));
        }
        return columns.t();
    }
}
