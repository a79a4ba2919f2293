using System.Globalization;
using Apache.Arrow;
using DeepPipe.Data;
using DeepPipe.Features;

namespace DeepPipe;

/// <summary>Finds where in a table a target cannot be learned from, once preparing its rows has failed.</summary>
internal static class TargetPlace
{
    /// <summary>The failure with the table and the first row at fault before its words; as it is where no row is.</summary>
    internal static TargetException Of(DataConfig data, Dataset dataset, TargetPlan target, TargetException failure, CancellationToken cancel)
    {
        var row = 0L;
        foreach (var batch in dataset.Read([target.Column], cancel))
        {
            var cells = batch.Rows.Column(0);
            for (var index = 0; index < cells.Length; index++)
            {
                row++;
                if (IsWrong(target, cells, index))
                    return new TargetException(string.Create(
                        CultureInfo.InvariantCulture, $"{data.Source.Path}: row {row} is the first without a usable target. {failure.Message}"));
            }
        }
        return failure;
    }

    private static bool IsWrong(TargetPlan target, IArrowArray cells, int index) => (target, cells) switch
    {
        (ClassTarget classes, StringArray texts) => !classes.Classes.Contains(texts.GetString(index)),
        (_, DoubleArray numbers) => !float.IsFinite((float)numbers.Values[index]),
        _ => false,
    };
}
