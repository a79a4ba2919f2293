using System.Runtime.InteropServices;
using Apache.Arrow;
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
    /// <summary>Reads a dataset once, batch by batch, into matrices on the CPU; the fixed transform of numbers is applied here.</summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="features">The fitted features.</param>
    /// <param name="target">The fitted target.</param>
    /// <param name="cancel">Looked at between batches.</param>
    /// <exception cref="DataException">The source cannot be read to its end.</exception>
    /// <exception cref="TargetException">A row's target is missing, or a class that no train row has.</exception>
    public static PreparedData From(Dataset dataset, FeaturePlan features, TargetPlan target, CancellationToken cancel)
    {
        using var outer = NewDisposeScope();
        var encoder = new ColumnEncoder(features);
        using var transform = new TableTransform(features);
        var parts = Enum.GetValues<Part>().Select(part => new PartMatrices(part, dataset.RowCount(part), features, target)).ToList();
        try
        {
            foreach (var batch in dataset.Read([.. encoder.Columns, target.Column], cancel))
            {
                using var scope = NewDisposeScope();
                using var rows = batch.Rows;
                var prepared = Prepare(rows, encoder, transform, target);
                var partOfRow = tensor(MemoryMarshal.Cast<Part, byte>(batch.Parts.Span).ToArray());
                foreach (var part in parts)
                    part.Take(prepared, partOfRow);
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

    // Owned by the caller's dispose scope.
    private static PreparedPart Prepare(RecordBatch rows, ColumnEncoder encoder, TableTransform transform, TargetPlan target)
    {
        using var frozen = no_grad();
        var raw = encoder.Encode(rows);
        return new PreparedPart(transform.call(raw.Numbers), raw.Codes, target.Encode(rows));
    }
}
