using System.Globalization;
using Apache.Arrow;
using DeepPipe.Encoders;

namespace DeepPipe.Features;

/// <summary>
/// Holds the targets of all rows, whatever they are for, against what was fitted on the train rows, so that a row that cannot be
/// measured on is refused before any is prepared.
/// </summary>
/// <param name="source">The table, as messages name it.</param>
/// <param name="column">The target's column.</param>
/// <param name="separator">Of a set: what stands between members; otherwise null.</param>
public sealed class TargetCheck(string source, string column, string? separator = null)
{
    private readonly Dictionary<string, long> firstRows = new(StringComparer.Ordinal);     // of each class or label
    private long rowCount;
    private long missingCount;
    private long firstMissing;
    private (long Row, double Value)? firstTooLarge;

    /// <summary>Takes the next targets, in canonical form.</summary>
    public void Observe(IArrowArray cells)
    {
        for (var index = 0; index < cells.Length; index++)
        {
            rowCount++;
            if (cells.IsNull(index))
                CountMissing();
            else if (cells is StringArray texts)
                CountText(texts.GetString(index));
            else if (cells is DoubleArray numbers && !float.IsFinite((float)numbers.Values[index]))
                firstTooLarge ??= (rowCount, numbers.Values[index]);
        }
    }

    /// <summary>Ends the table.</summary>
    /// <exception cref="TargetException">A target is missing, too large, or a class or label that no train row has: the first such row.</exception>
    public void Complete(TargetPlan plan)
    {
        var problems = Problems(plan).ToList();
        if (problems.Count == 0)
            return;
        var (row, problem) = problems.MinBy(problem => problem.Row);
        throw new TargetException(string.Create(
            CultureInfo.InvariantCulture, $"{source}: row {row} is the first without a usable target. {problem}"));
    }

    private IEnumerable<(long Row, string Problem)> Problems(TargetPlan plan)
    {
        if (missingCount > 0 && plan is not ({ SkipsMissing: true } or LabelsTarget))
            yield return (firstMissing, TargetProblem.MissingInRows(column, missingCount, rowCount));
        if (firstTooLarge is { } tooLarge)
            yield return (tooLarge.Row, TargetProblem.TooLarge(column, tooLarge.Value));
        var known = (plan as ClassTarget)?.Classes ?? (plan as LabelsTarget)?.Labels ?? [];
        foreach (var (label, row) in firstRows.Where(first => !known.Contains(first.Key)))
            yield return (row, TargetProblem.Unknown(column, label, known));
    }

    private void CountText(string text)
    {
        if (separator is null)
            firstRows.TryAdd(text, rowCount);
        else
            foreach (var member in SetEncoding.Members(text, separator))
                firstRows.TryAdd(member, rowCount);
    }

    private void CountMissing()
    {
        if (missingCount++ == 0)
            firstMissing = rowCount;
    }
}
