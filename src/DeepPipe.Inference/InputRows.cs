using System.Buffers;
using Apache.Arrow;
using DeepPipe.Bundle;
using DeepPipe.Statistics;

namespace DeepPipe.Inference;

/// <summary>The columns of a batch in the order of a signature, held in place so that tensors can be laid over them.</summary>
internal sealed unsafe class InputRows : IDisposable
{
    private readonly IArrowArray[] columns;
    private readonly MemoryHandle[] pins;

    /// <exception cref="RowsMismatchException">A column is missing or of another type.</exception>
    public InputRows(RecordBatch rows, Signature signature)
    {
        columns = new IArrowArray[signature.Inputs.Count];
        pins = new MemoryHandle[columns.Length];
        for (var input = 0; input < columns.Length; input++)
            columns[input] = Find(rows, signature.Inputs[input]);
        for (var input = 0; input < columns.Length; input++)
            if (columns[input] is DoubleArray numbers)
                pins[input] = Pin(numbers);
    }

    /// <summary>Where a column of numbers lies in memory; missing cells are NaN there.</summary>
    public nint Numbers(int input) => (nint)pins[input].Pointer;

    /// <summary>A column whose cells an encoder reads.</summary>
    public IArrowArray Cells(int input) => columns[input];

    /// <summary>A column of text.</summary>
    public StringArray Texts(int input) => (StringArray)columns[input];

    public void Dispose()
    {
        foreach (var pin in pins)
            pin.Dispose();
    }

    private static IArrowArray Find(RecordBatch rows, SignatureColumn column)
    {
        var index = rows.Schema.GetFieldIndex(column.Name, StringComparer.Ordinal);
        if (index < 0)
            throw new RowsMismatchException(
                $"The rows have no column \"{column.Name}\", which the model reads. "
                + $"Columns: {string.Join(", ", rows.Schema.FieldsList.Select(field => field.Name))}.");
        var found = rows.Column(index);
        var (fits, read) = column.Type switch
        {
            ColumnType.Category or ColumnType.Text or ColumnType.Set => (found is StringArray, "text (utf8)"),
            ColumnType.Vector => (found is ListArray { Values: FloatArray }, "lists of numbers (list of float)"),
            ColumnType.Image => (found is BinaryArray and not StringArray, "image files (binary)"),
            _ => (found is DoubleArray, "numbers (double)"),
        };
        return fits
            ? found
            : throw new RowsMismatchException($"The column \"{column.Name}\" holds {found.Data.DataType.Name}. The model reads {read} there.");
    }

    private static MemoryHandle Pin(DoubleArray numbers)
    {
        if (numbers.Length == 0)
            return default;
        var values = numbers.ValueBuffer.Memory.Slice(numbers.Offset * sizeof(double), numbers.Length * sizeof(double));
        var pin = values.Pin();
        if ((nint)pin.Pointer % sizeof(double) == 0 && MissingIsNaN(numbers))
            return pin;
        pin.Dispose();
        return Copy(numbers).AsMemory().Pin();
    }

    private static bool MissingIsNaN(DoubleArray numbers)
    {
        if (numbers.NullCount == 0)
            return true;
        var values = numbers.Values;
        for (var row = 0; row < values.Length; row++)
            if (!double.IsNaN(values[row]) && numbers.IsNull(row))
                return false;
        return true;
    }

    private static double[] Copy(DoubleArray numbers)
    {
        var copy = numbers.Values.ToArray();
        for (var row = 0; row < copy.Length; row++)
            if (numbers.IsNull(row))
                copy[row] = double.NaN;
        return copy;
    }
}
