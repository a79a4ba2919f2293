using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Inference;
using DeepPipe.Statistics;

namespace DeepPipe.Serving;

/// <summary>
/// The table of a forecast, a row a step to come: the series where there are several, its time, the step's number from 1, and the forecast
/// columns (float) under their own names. Times go on by the interval of a window's last two steps, dates in ISO 8601 and UTC; without a
/// column of times there is <c>row</c>, the step's place in its series, from 1.
/// </summary>
internal sealed class ForecastColumns
{
    private const string Step = "step";
    private const string Row = "row";

    private readonly SignatureWindows windows;
    private readonly SignatureTarget target;

    /// <param name="signature">What the model reads and answers.</param>
    /// <exception cref="DataException">A forecast column has the name of another column of the output.</exception>
    public ForecastColumns(Signature signature)
    {
        (windows, target) = (signature.Windows!, signature.Targets[0]);
        List<Field> before = [];
        if (windows.Series is { } series)
            before.Add(new Field(series, StringType.Default, nullable: false));
        before.Add(new Field(windows.Time?.Name ?? Row, IsDate ? StringType.Default : DoubleType.Default, nullable: false));
        before.Add(new Field(Step, Int32Type.Default, nullable: false));
        Schema = new Schema(before.Concat(target.Channels.Select(channel => new Field(channel.Name, FloatType.Default, nullable: false))), null);
        if (Schema.FieldsList.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataException($"The forecast has two columns \"{twice.Key}\". Rename the one of the series, and train again.");
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>The steps that follow windows.</summary>
    public RecordBatch Of(IReadOnlyList<WindowEnd> ends, ForecastAnswers answers)
    {
        List<IArrowArray> columns = [];
        var steps = ends.SelectMany(end => Enumerable.Range(1, target.Horizon).Select(step => (End: end, Step: step))).ToList();
        if (windows.Series is not null)
            columns.Add(new StringArray.Builder().AppendRange(steps.Select(one => one.End.Series!)).Build());
        var times = steps.Select(one => one.End.Time + (one.Step * one.End.Interval));
        columns.Add(IsDate
            ? new StringArray.Builder().AppendRange(times.Select(Times.Write)).Build()
            : new DoubleArray.Builder().AppendRange(times).Build());
        columns.Add(new Int32Array.Builder().AppendRange(steps.Select(one => one.Step)).Build());
        for (var channel = 0; channel < target.Channels.Count; channel++)
        {
            var place = channel;
            columns.Add(new FloatArray.Builder().AppendRange(steps.Select((_, row) => answers.Steps[(row * target.Channels.Count) + place])).Build());
        }
        return new RecordBatch(Schema, columns, steps.Count);
    }

    private bool IsDate => windows.Time?.Type == ColumnType.DateTime;
}
