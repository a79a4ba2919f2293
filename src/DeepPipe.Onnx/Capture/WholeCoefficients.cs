namespace DeepPipe.Onnx;

/// <summary>Whole coefficients of a sum of features that gives a number in each observation.</summary>
internal static class WholeCoefficients
{
    /// <summary>The coefficients; null where there are none, or more than one choice.</summary>
    /// <param name="features">The values of each feature, one an observation.</param>
    /// <param name="numbers">What the sum has to give.</param>
    internal static long[]? Solve(long[][] features, long[] numbers)
    {
        if (Eliminate(features, numbers) is not { } solution)
            return null;
        var whole = solution.Select(value => (long)Math.Round(value)).ToArray();
        var fits = numbers.Select((number, index) => features.Select((feature, column) => whole[column] * feature[index]).Sum() == number);
        return fits.All(fit => fit) ? whole : null;
    }

    // Gauss and Jordan with the largest pivot; only rounded, exactly checked results are used.
    private static double[]? Eliminate(long[][] features, long[] numbers)
    {
        var rows = numbers.Select((number, index) => features.Select(feature => (double)feature[index]).Append(number).ToArray()).ToList();
        for (var column = 0; column < features.Length; column++)
        {
            var pivot = Enumerable.Range(column, rows.Count - column).MaxBy(row => Math.Abs(rows[row][column]));
            if (Math.Abs(rows[pivot][column]) < 1e-9)
                return null;
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (var row = 0; row < rows.Count; row++)
            {
                var factor = row == column ? 0 : rows[row][column] / rows[column][column];
                for (var place = column; place < rows[row].Length; place++)
                    rows[row][place] -= factor * rows[column][place];
            }
        }
        return Enumerable.Range(0, features.Length).Select(column => rows[column][^1] / rows[column][column]).ToArray();
    }
}
