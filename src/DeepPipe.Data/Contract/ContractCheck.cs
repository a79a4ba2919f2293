using System.Globalization;
using Apache.Arrow;

namespace DeepPipe.Data;

/// <summary>
/// Holds the rows of a table against its contract: ranges, allowed values, gaps, the number of rows. Observes batches in
/// canonical form, in order; columns that a batch lacks are not checked.
/// </summary>
public sealed class ContractCheck
{
    private readonly string source;
    private readonly RowsConfig rows;
    private readonly List<(string Name, IColumnCheck Check)> checks;
    private long rowCount;

    /// <summary>A check of the declared columns among <paramref name="columns"/>.</summary>
    public ContractCheck(DataConfig config, IReadOnlyList<Column> columns)
    {
        source = config.Source.Path;
        rows = config.Rows;
        checks = [.. columns.Where(column => config.Columns.ContainsKey(column.Name))
            .SelectMany(column => Checks(column.Name, config.Columns[column.Name]).Select(check => (column.Name, check)))];
    }

    /// <summary>Takes the next rows.</summary>
    public void Observe(RecordBatch batch)
    {
        foreach (var (name, check) in checks)
        {
            if (batch.Schema.GetFieldIndex(name) is var index and >= 0)
                check.Observe(batch.Column(index), rowCount + 1);
        }
        rowCount += batch.Length;
    }

    /// <summary>Ends the table.</summary>
    /// <exception cref="DataException">The contract does not hold: all violations, a line each, with their number and the
    /// first row.</exception>
    public void Complete()
    {
        var violations = new List<string>();
        if (rowCount < rows.AtLeast)
            violations.Add(string.Create(CultureInfo.InvariantCulture,
                $"{source}: has {rowCount} rows. Expected at least {rows.AtLeast} (data.rows.at_least)."));
        foreach (var (name, check) in checks)
        {
            if (check.Violation(rowCount) is { } violation)
                violations.Add($"{source}: column \"{name}\" {violation}");
        }
        if (violations.Count > 0)
            throw new DataException(string.Join('\n', violations));
    }

    private static IEnumerable<IColumnCheck> Checks(string name, ColumnConfig config)
    {
        if (config.Missing.AtMost < 1)
            yield return new MissingCheck(name, config.Missing.AtMost);
        switch (config)
        {
            case NumberColumnConfig { Between: [var least, var greatest] }:
                yield return new RangeCheck(name, least, greatest, Number);
                break;
            case IntegerColumnConfig { Between: [var least, var greatest] }:
                yield return new RangeCheck(name, least, greatest, Number);
                break;
            case DateTimeColumnConfig { Bounds: (var first, var last) }:
                yield return new RangeCheck(name, first, last, TimeReading.Write);
                break;
            case CategoryColumnConfig { Allowed: { } allowed }:
                yield return new AllowedCheck(allowed, $"Mend the data, or add it to data.columns.{name}.allowed.");
                break;
            case BooleanColumnConfig:
                yield return new AllowedCheck(["true", "false"], "To keep other words, declare the column as category.");
                break;
        }
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
