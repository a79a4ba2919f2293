using DeepPipe.Data;
using DeepPipe.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The rows of all parts as matrices on one device.</summary>
/// <param name="Train">What is learnt from.</param>
/// <param name="Validation">What decides which epoch is the best.</param>
/// <param name="Test">What is held out to the end; may have no rows.</param>
public sealed record PreparedData(PreparedPart Train, PreparedPart Validation, PreparedPart Test) : IDisposable
{
    private const int BatchesAhead = 2;

    // Few enough that what one operation of the transform writes is in the cache when the next one reads it.
    private const int PieceRows = 8192;

    /// <summary>
    /// Reads a dataset once into matrices on the CPU, the files on a thread of its own, a few batches ahead; the fixed transform
    /// of numbers is applied here.
    /// </summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="features">The fitted features.</param>
    /// <param name="targets">The fitted targets.</param>
    /// <param name="cancel">Looked at between batches.</param>
    /// <param name="weights">What each train row counts; null where each counts 1.</param>
    /// <exception cref="DataException">The source cannot be read to its end.</exception>
    /// <exception cref="FeatureException">A cell is no image that can be read, or a vector of another width.</exception>
    /// <exception cref="TargetException">A row's target is missing, or a class or label that no train row has.</exception>
    public static PreparedData From(Dataset dataset, FeaturePlan features, TargetPlans targets, CancellationToken cancel, RowWeights? weights = null)
    {
        using var outer = NewDisposeScope();
        var encoder = new ColumnEncoder(features);
        using var transform = new TableTransform(features);
        var outOfFold = OutOfFold.Of(features);
        var parts = Enum.GetValues<Part>().Select(part => new PartMatrices(
            part, dataset.RowCount(part), features, targets, hasWeights: part == Part.Train && weights is not null)).ToList();
        IReadOnlyList<string> columns = [.. encoder.Columns, .. targets.Columns, .. weights is null ? [] : (string[])[weights.Column]];
        try
        {
            var firstRow = 1L;
            foreach (var batch in ReadAhead.Of(stop => dataset.Read(columns, stop, keepsDictionaries: true), BatchesAhead, cancel))
            {
                using (batch)
                    Take(batch, firstRow, encoder, transform, outOfFold, targets, weights, parts);
                firstRow += batch.Rows.Length;
            }
            return new PreparedData(parts[(int)Part.Train].Whole(), parts[(int)Part.Validation].Whole(), parts[(int)Part.Test].Whole());
        }
        catch
        {
            parts.ForEach(part => part.Dispose());
            throw;
        }
    }

    /// <summary>A copy on another device.</summary>
    public PreparedData To(Device device) => new(Train.To(device), Validation.To(device), Test.To(device));

    /// <summary>Releases the matrices.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }

    private static void Take(
        PartBatch batch,
        long firstRow,
        ColumnEncoder encoder,
        TableTransform transform,
        OutOfFold? outOfFold,
        TargetPlans targets,
        RowWeights? weights,
        IReadOnlyList<PartMatrices> parts)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var raw = encoder.Encode(batch.Rows, firstRow);
        var truth = targets.Encode(batch.Rows);
        var ofRows = weights?.Encode(batch.Rows);
        for (var start = 0; start < batch.Rows.Length; start += PieceRows)
        {
            using var pieceScope = NewDisposeScope();
            var partOfRow = batch.Parts.Slice(start, Math.Min(PieceRows, batch.Rows.Length - start));
            var rawRows = raw.Each(tensor => tensor.narrow(0, start, partOfRow.Length));
            var features = transform.Apply(rawRows).Each(tensor => tensor.contiguous());
            outOfFold?.Write(features.Numbers, rawRows.Codes, [.. partOfRow.Span.ToArray().Select(part => part == Part.Train)]);
            var piece = new PreparedPart(features, truth.narrow(0, start, partOfRow.Length))
            {
                Weights = ofRows?.narrow(0, start, partOfRow.Length),
            };
            foreach (var part in parts)
                part.Take(piece, partOfRow.Span);
        }
    }
}
