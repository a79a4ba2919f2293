using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The rows of all parts as matrices on one device.</summary>
/// <param name="Train">What is learnt from.</param>
/// <param name="Validation">What decides which epoch is the best.</param>
/// <param name="Test">What is held out to the end; may have no rows.</param>
public sealed record PreparedData(PreparedPart Train, PreparedPart Validation, PreparedPart Test) : IDisposable
{
    /// <summary>A copy on another device.</summary>
    public PreparedData To(Device device) => new(Train.To(device), Validation.To(device), Test.To(device));

    /// <summary>Releases the matrices.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
