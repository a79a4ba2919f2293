namespace DeepPipe.Features;

/// <summary>What one column of encoded targets holds.</summary>
/// <param name="ClassCount">Of codes: how many there are; 0 for numbers.</param>
/// <param name="Mean">Of numbers: the mean of the train rows.</param>
/// <param name="Deviation">Of numbers: their standard deviation. Greater than 0.</param>
internal readonly record struct TargetColumn(int ClassCount, double Mean = 0, double Deviation = 1);
