namespace DeepPipe.Models;

/// <summary>Numbers over time, standardised by each channel's mean and deviation: float32 [rows, LookBack, Channels], the latest last.</summary>
/// <param name="LookBack">How many steps a row has.</param>
/// <param name="Channels">How many numbers a step has.</param>
internal sealed record SeriesShape(int LookBack, int Channels);
