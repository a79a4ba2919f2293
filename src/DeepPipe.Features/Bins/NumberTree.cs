namespace DeepPipe.Features;

/// <summary>A decision tree over one number: intervals of its sorted values, split where the targets differ most.</summary>
/// <param name="values">Ascending.</param>
/// <param name="score">How well an interval's targets agree.</param>
/// <param name="leastRows">The fewest rows an interval holds.</param>
internal sealed class NumberTree(double[] values, ITargetScore score, int leastRows)
{
    /// <summary>Where the tree splits, ascending; each halfway between two values.</summary>
    /// <param name="leafCount">The most intervals.</param>
    public IReadOnlyList<double> Thresholds(int leafCount)
    {
        var thresholds = new List<double>();
        var leaves = new PriorityQueue<Split, double>();
        Offer(leaves, 0, values.Length);
        while (thresholds.Count < leafCount - 1 && leaves.TryDequeue(out var split, out _))
        {
            thresholds.Add(values[split.Middle - 1] / 2 + values[split.Middle] / 2);
            Offer(leaves, split.Start, split.Middle);
            Offer(leaves, split.Middle, split.End);
        }
        thresholds.Sort();
        return thresholds;
    }

    private void Offer(PriorityQueue<Split, double> leaves, int start, int end)
    {
        var best = double.NegativeInfinity;
        var middle = -1;
        score.Begin(start, end);
        for (var row = start + 1; row < end; row++)
        {
            var agreement = score.MoveLeft(row - 1);
            var isPlace = row - start >= leastRows && end - row >= leastRows && values[row - 1] < values[row];
            if (!isPlace || agreement <= best)
                continue;
            (best, middle) = (agreement, row);
        }
        var gain = best - score.Whole;
        // What rounding alone gains is no reason to split.
        if (middle >= 0 && gain > 1e-12 * Math.Abs(score.Whole))
            leaves.Enqueue(new(start, middle, end), -gain);
    }

    private readonly record struct Split(int Start, int Middle, int End);
}

/// <summary>
/// Σ over classes of (sum of an interval's targets)² / rows, left and right of a row that moves on: the larger, the better the targets
/// agree within. A split's gain is what it adds, by which Gini impurity or squared error falls.
/// </summary>
internal interface ITargetScore
{
    /// <summary>The score of the whole interval.</summary>
    double Whole { get; }

    /// <summary>Begins an interval with all of its rows on the right.</summary>
    void Begin(int start, int end);

    /// <summary>Moves the next row from the right to the left.</summary>
    /// <returns>The scores of left and right together.</returns>
    double MoveLeft(int row);
}

/// <summary>Targets that are numbers.</summary>
internal sealed class SquaredSum : ITargetScore
{
    private readonly double[] targets;
    private double leftSum;
    private double wholeSum;
    private int leftCount;
    private int wholeCount;

    public SquaredSum(double[] targets)
    {
        var mean = targets.DefaultIfEmpty().Average();
        this.targets = [.. targets.Select(target => target - mean)];        // squares of a large mean would round the differences away
    }

    public double Whole => wholeSum * wholeSum / wholeCount;

    public void Begin(int start, int end)
    {
        (leftSum, leftCount, wholeCount, wholeSum) = (0, 0, end - start, 0);
        for (var row = start; row < end; row++)
            wholeSum += targets[row];
    }

    public double MoveLeft(int row)
    {
        leftSum += targets[row];
        leftCount++;
        var rightSum = wholeSum - leftSum;
        return leftSum * leftSum / leftCount + (wholeCount == leftCount ? 0 : rightSum * rightSum / (wholeCount - leftCount));
    }
}

/// <summary>Several targets of the same rows.</summary>
internal sealed class SumOfScores(IReadOnlyList<ITargetScore> scores) : ITargetScore
{
    public double Whole => scores.Sum(score => score.Whole);

    public void Begin(int start, int end)
    {
        foreach (var score in scores)
            score.Begin(start, end);
    }

    public double MoveLeft(int row)
    {
        var sum = 0.0;
        foreach (var score in scores)
            sum += score.MoveLeft(row);
        return sum;
    }
}

/// <summary>Targets that are codes of classes; NaN is of none.</summary>
internal sealed class ClassCounts(double[] codes, int classCount) : ITargetScore
{
    private readonly long[] left = new long[classCount];
    private readonly long[] right = new long[classCount];
    private long leftSquares;
    private long rightSquares;
    private long leftCount;
    private long rightCount;

    public double Whole { get; private set; }

    public void Begin(int start, int end)
    {
        System.Array.Clear(left);
        System.Array.Clear(right);
        for (var row = start; row < end; row++)
            if (!double.IsNaN(codes[row]))
                right[(int)codes[row]]++;
        (leftSquares, leftCount, rightCount) = (0, 0, end - start);
        rightSquares = right.Sum(count => count * count);
        Whole = (double)rightSquares / rightCount;
    }

    public double MoveLeft(int row)
    {
        if (!double.IsNaN(codes[row]))
        {
            var code = (int)codes[row];
            leftSquares += 2 * left[code]++ + 1;
            rightSquares -= 2 * right[code]-- - 1;
        }
        leftCount++;
        rightCount--;
        return (double)leftSquares / leftCount + (rightCount == 0 ? 0 : (double)rightSquares / rightCount);
    }
}
