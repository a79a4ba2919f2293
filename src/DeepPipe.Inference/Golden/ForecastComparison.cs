using System.Globalization;
using Apache.Arrow;
using DeepPipe.Bundle;

namespace DeepPipe.Inference;

internal static class ForecastComparison
{
    public static IEnumerable<Comparison> Of(ExpectedRows rows, ForecastAnswers answers)
    {
        var target = answers.Target;
        var trainer = rows.Column<ListArray>(GoldenRows.Prediction(target));
        var (places, steps) = (trainer.ValueOffsets.ToArray(), (FloatArray)trainer.Values);
        if (Enumerable.Range(0, rows.Batch.Length).Any(row => places[row + 1] - places[row] != answers.RowWidth))
            throw rows.Contradiction(0, $"the trainer's answer has not the {answers.RowWidth} numbers of {rows.SignatureKey}");
        // What may differ is told in each channel's own deviations.
        var ofChannels = target.Channels.Select(channel =>
            rows with { Tolerance = rows.Tolerance with { Absolute = rows.Tolerance.Absolute * channel.Deviation, Origin = channel.Mean } }).ToArray();
        for (var row = 0; row < rows.Batch.Length; row++)
        {
            for (var place = 0; place < answers.RowWidth; place++)
            {
                var (step, channel) = Math.DivRem(place, ofChannels.Length);
                yield return ofChannels[channel].Number(
                    row, () => string.Create(CultureInfo.InvariantCulture, $"{target.Prefix}{target.Channels[channel].Name} of step {step + 1}"),
                    steps.Values[places[row] + place], answers.Steps[(row * answers.RowWidth) + place]);
            }
        }
    }
}
