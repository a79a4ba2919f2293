using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Features;
using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Export;

/// <summary>What the trainer answers to raw rows, in the form of golden rows: the inputs, and the answers behind them.</summary>
public sealed class TrainerAnswers
{
    private readonly TableModel model;
    private readonly FeaturePlan features;
    private readonly TargetPlan target;
    private readonly ColumnEncoder encoder;

    /// <summary>A trainer in evaluation mode.</summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="features">What its features were fitted to.</param>
    /// <param name="target">What its target was fitted to.</param>
    public TrainerAnswers(TableModel model, FeaturePlan features, TargetPlan target)
    {
        (this.model, this.features, this.target) = (model, features, target);
        encoder = new ColumnEncoder(features);
        model.eval();
    }

    /// <summary>Answers rows.</summary>
    /// <param name="rows">The features' columns in canonical form, among others or not.</param>
    /// <returns>The features' columns, then <c>expected.*</c>; see <see cref="GoldenRows"/>.</returns>
    public RecordBatch Expect(RecordBatch rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var raw = encoder.Encode(rows);
        var answers = Answers(raw, rows.Length);

        var schema = new Schema.Builder();
        var columns = new List<IArrowArray>();
        foreach (var input in features.Inputs)
        {
            var index = rows.Schema.GetFieldIndex(input.Name);
            Add(rows.Schema.GetFieldByIndex(index), rows.Column(index));
        }
        if (target is ClassTarget classes)
        {
            Add(new Field(GoldenRows.Prediction, StringType.Default, false), Labels(answers[0], classes.Classes));
            Add(new Field(GoldenRows.Confidence, FloatType.Default, false), Floats(answers[1]));
            for (var code = 0; code < classes.Classes.Count; code++)
                Add(new Field(GoldenRows.Probability(code), FloatType.Default, false), Floats(answers[2].select(1, code)));
        }
        else
            Add(new Field(GoldenRows.Prediction, FloatType.Default, false), Floats(answers[0]));
        return new RecordBatch(schema.Build(), columns, rows.Length);

        void Add(Field field, IArrowArray column)
        {
            schema.Field(field);
            columns.Add(column);
        }
    }

    // Some rows at a time: what the layers give of all of them might not fit into memory.
    private List<Tensor> Answers(RawColumns raw, int rowCount)
    {
        var device = DeviceOf(model);
        var pieces = new List<IReadOnlyList<Tensor>>();
        var rowsAtOnce = rowCount == 0 ? 1 : RowsAtOnce.Of(model.Network, model.Transform.Apply(OnDevice(0, Math.Min(2, rowCount))));
        for (var first = 0L; first == 0 || first < rowCount; first += rowsAtOnce)
        {
            using var piece = NewDisposeScope();
            var answers = model.Answer(OnDevice(first, Math.Min(rowsAtOnce, rowCount - first)));
            pieces.Add([.. answers.Select(answer => piece.MoveToOuter(answer.cpu()))]);
        }
        return pieces.Count == 1 ? [.. pieces[0]] : [.. Enumerable.Range(0, pieces[0].Count).Select(output => cat([.. pieces.Select(piece => piece[output])]))];

        RawColumns OnDevice(long first, long count) => raw.Each(tensor => tensor.narrow(0, first, count).to(device));
    }

    internal static Device DeviceOf(TableModel model) => model.parameters().First().device;

    private static StringArray Labels(Tensor codes, IReadOnlyList<string> labels)
    {
        var builder = new StringArray.Builder();
        foreach (var code in codes.data<long>())
            builder.Append(labels[(int)code]);
        return builder.Build();
    }

    private static FloatArray Floats(Tensor numbers) => new FloatArray.Builder().Append(numbers.contiguous().data<float>().ToArray()).Build();
}
