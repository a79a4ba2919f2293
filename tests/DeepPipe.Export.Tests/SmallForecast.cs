using Apache.Arrow;
using Apache.Arrow.Types;
using DeepPipe.Bundle;
using DeepPipe.Encoders;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Statistics;
using static TorchSharp.torch;

namespace DeepPipe.Export.Tests;

/// <summary>A model of random windows of channels that differ a thousandfold, with random weights.</summary>
internal sealed class SmallForecast : IDisposable
{
    internal SmallForecast(NetworkConfig network, int lookBack, int channelCount, int horizon, int seed, int rowCount = 40)
    {
        manual_seed(seed);
        List<SeriesChannel> channels =
            [.. Enumerable.Range(0, channelCount).Select(index => new SeriesChannel($"channel {index}", 300 * index, Math.Pow(1000, index - 1)))];
        var features = new FeaturePlan([], [], [])
        {
            Blocks = [.. channels.Select(channel => new BlockFeature(channel.Name, ColumnType.Vector, new VectorEncoding(lookBack))
            {
                Mean = [channel.Mean],
                Deviation = [channel.Deviation],
            })],
        };
        // The last channel is read, and answered only where it is the only one; the others come in another order.
        var answered = channels.Take(Math.Max(1, channelCount - 1)).Reverse().ToList();
        var target = new ForecastTarget("next", horizon, answered);
        Model = TableModel.Of(features, target, network);
        Rows = Draw(channels, lookBack, rowCount, new Random(seed));
        Request = new ExportRequest(Model, features, target, ProfileDocument.Of(new TableProfile([])), [], new Tolerance(), Seed: 3);
    }

    internal TableModel Model { get; }

    internal RecordBatch Rows { get; }

    internal ExportRequest Request { get; }

    internal static Manifest Describe(Signature signature, ParityRecord parity) => new()
    {
        Name = "small",
        Version = "1",
        Created = DateTimeOffset.UnixEpoch,
        Signature = signature,
        Parity = parity,
        Lineage = new Lineage { Config = "", Data = "", Code = "", Seed = 1, Device = "cpu", Threads = 1 },
    };

    public void Dispose() => Model.Dispose();

    private static RecordBatch Draw(List<SeriesChannel> channels, int lookBack, int rowCount, Random random)
    {
        var arrays = channels.ConvertAll(channel =>
        {
            var builder = new ListArray.Builder(FloatType.Default);
            for (var row = 0; row < rowCount; row++)
            {
                var steps = Enumerable.Range(0, lookBack).Select(_ => (float)(channel.Mean + (channel.Deviation * (4 * random.NextDouble() - 2))));
                ((FloatArray.Builder)builder.Append().ValueBuilder).AppendRange(steps);
            }
            return (IArrowArray)builder.Build();
        });
        return new RecordBatch(new Schema(channels.Select((channel, index) => new Field(channel.Name, arrays[index].Data.DataType, true)), null), arrays, rowCount);
    }
}
