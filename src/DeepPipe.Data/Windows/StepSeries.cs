using System.Runtime.InteropServices;

namespace DeepPipe.Data;

/// <summary>The steps of one series, in their order.</summary>
/// <param name="name">What its column says; null where there is one series.</param>
/// <param name="columnCount">How many numbers a step has.</param>
internal sealed class StepSeries(string? name, int columnCount)
{
    private readonly List<double>[] columns = [.. Enumerable.Range(0, columnCount).Select(_ => new List<double>())];
    private readonly List<double> times = [];
    private readonly List<Part> parts = [];

    public string? Name => name;

    public int StepCount => columns[0].Count;

    /// <summary>The numbers of a column.</summary>
    public ReadOnlySpan<double> this[int column] => CollectionsMarshal.AsSpan(columns[column]);

    /// <summary>The time of each step; empty where there is none.</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>The part of each step, up to the last that has one.</summary>
    public IReadOnlyList<Part> Parts => parts;

    /// <summary>The last number of a column; NaN before the first.</summary>
    public double Last(int column) => columns[column] is [.., var last] ? last : double.NaN;

    public void Append(int column, double number) => columns[column].Add(number);

    public void AppendTime(double time) => times.Add(time);

    public void AppendPart(Part part) => parts.Add(part);

    /// <summary>Gives the first steps a part each; the others have none.</summary>
    public void SetParts(ReadOnlySpan<Part> ofSteps)
    {
        parts.Clear();
        parts.AddRange(ofSteps);
    }

    /// <summary>The numbers of a column in each stretch of steps of a part.</summary>
    public IEnumerable<ReadOnlyMemory<double>> Of(Part part, int column)
    {
        var numbers = this[column].ToArray();
        for (var first = 0; first < parts.Count;)
        {
            var end = first + 1;
            while (end < parts.Count && parts[end] == parts[first])
                end++;
            if (parts[first] == part)
                yield return numbers.AsMemory(first, end - first);
            first = end;
        }
    }
}
