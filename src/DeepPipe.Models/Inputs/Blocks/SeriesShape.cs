using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>Numbers over time, standardised by the train rows' means and deviations: float32 [rows, LookBack, Channels], the latest last.</summary>
/// <param name="LookBack">How many steps a row has.</param>
/// <param name="Channels">How many numbers a step has.</param>
public sealed record SeriesShape(int LookBack, int Channels) : BlockShape
{
    internal override IReadOnlyList<long> Sizes => [LookBack, Channels];

    internal override ScalarType Element => ScalarType.Float32;

    internal static ArgumentException Refusal => new("A series is read by networks of series alone: dlinear, nlinear, patch_tst, gru, lstm.");
}
