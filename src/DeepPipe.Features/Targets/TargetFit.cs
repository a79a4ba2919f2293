using Apache.Arrow;
using DeepPipe.Statistics;

namespace DeepPipe.Features;

/// <summary>Fits a target in the pass that profiles the table, and holds all of its rows against what was fitted.</summary>
/// <param name="config">The entry of <c>targets</c>.</param>
/// <param name="column">Its column.</param>
/// <param name="source">The table, as messages name it.</param>
public sealed class TargetFit(TargetConfig config, InputColumn column, string source)
{
    private readonly LabelCounts? labels = column.Type == ColumnType.Set ? new(column.Separator) : null;
    private readonly TargetCheck check = new(source, column.Name, column.Type == ColumnType.Set ? column.Separator : null);

    /// <summary>Takes the next rows of the source, in its order.</summary>
    /// <param name="rows">Rows in canonical form, the column among them.</param>
    /// <param name="isTrain">Which are train rows.</param>
    public void Observe(RecordBatch rows, ReadOnlySpan<bool> isTrain)
    {
        var cells = CanonicalColumn.Of<IArrowArray>(rows, column.Name);
        check.Observe(cells);
        labels?.Observe(cells, isTrain);
    }

    /// <summary>The fitted target, once all rows were seen.</summary>
    /// <param name="train">The profile of the train rows; it must hold the column, unless that is a set.</param>
    /// <exception cref="TargetException">The column does not hold what the task needs, or a row has no usable target.</exception>
    public TargetPlan Complete(TableProfile train)
    {
        var plan = TargetPlan.Fit(config, column, train, labels);
        check.Complete(plan);
        return plan;
    }
}
