using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>One rule over one column.</summary>
internal interface IColumnCheck
{
    /// <summary>Takes the next cells, in canonical form; the first stands in the data row <paramref name="firstRow"/>.</summary>
    void Observe(IArrowArray column, long firstRow);

    /// <summary>What is wrong, as the end of the sentence that names the column; null where the rule holds.</summary>
    string? Violation(long rowCount);
}
