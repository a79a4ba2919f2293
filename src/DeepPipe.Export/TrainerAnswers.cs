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
    private readonly Signature signature;
    private readonly ColumnEncoder encoder;

    /// <summary>A trainer in evaluation mode.</summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="features">What its features were fitted to.</param>
    /// <param name="signature">What it answers.</param>
    public TrainerAnswers(TableModel model, FeaturePlan features, Signature signature)
    {
        (this.model, this.features, this.signature) = (model, features, signature);
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
            schema.Field(rows.Schema.GetFieldByIndex(index));
            columns.Add(rows.Column(index));
        }
        var ahead = new Queue<Tensor>(answers);
        foreach (var (name, column) in signature.Targets.SelectMany(target => Columns(target, ahead)))
        {
            schema.Field(new Field(name, column.Data.DataType, nullable: false));
            columns.Add(column);
        }
        return new RecordBatch(schema.Build(), columns, rows.Length);
    }

    // Takes the answers of a target from those ahead, in the order in which its head decides.
    private static IEnumerable<(string Name, IArrowArray Column)> Columns(SignatureTarget target, Queue<Tensor> ahead)
    {
        var prediction = ahead.Dequeue();
        switch (target.Task)
        {
            case SignatureTarget.Regression:
                yield return (GoldenRows.Prediction(target), Floats(prediction));
                var quantiles = target.Levels.Count > 0 ? ahead.Dequeue() : null;
                for (var level = 0; level < target.Levels.Count; level++)
                    yield return (GoldenRows.Quantile(target, level), Floats(quantiles!.select(1, level)));
                break;
            case SignatureTarget.Forecast:
                yield return (GoldenRows.Prediction(target), Steps(prediction));
                break;
            case SignatureTarget.Multilabel:
                yield return (GoldenRows.Prediction(target), Sets(prediction, target));
                var ofLabels = ahead.Dequeue();
                foreach (var (index, label) in target.Labels.Index())
                    yield return (GoldenRows.Probability(target, label), Floats(ofLabels.select(1, index)));
                break;
            default:
                yield return (GoldenRows.Prediction(target), Labels(prediction, target.Labels));
                yield return (GoldenRows.Confidence(target), Floats(ahead.Dequeue()));
                var ofClasses = ahead.Dequeue();
                for (var code = 0; code < target.Labels.Count; code++)
                    yield return (GoldenRows.Probability(target, code), Floats(ofClasses.select(1, code)));
                break;
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

    private static StringArray Sets(Tensor members, SignatureTarget target)
    {
        var builder = new StringArray.Builder();
        foreach (var row in members.contiguous().data<long>().Chunk(target.Labels.Count))
            builder.Append(string.Join(target.Separator, target.Labels.Where((_, label) => row[label] == 1)));
        return builder.Build();
    }

    private static ListArray Steps(Tensor steps)
    {
        var rowCount = (int)steps.shape[0];
        var width = (int)steps.shape[1];
        var places = new ArrowBuffer.Builder<int>().AppendRange(Enumerable.Range(0, rowCount + 1).Select(row => row * width)).Build();
        return new ListArray(new ListType(FloatType.Default), rowCount, places, Floats(steps), ArrowBuffer.Empty, 0);
    }

    private static FloatArray Floats(Tensor numbers) => new FloatArray.Builder().Append(numbers.contiguous().data<float>().ToArray()).Build();
}
