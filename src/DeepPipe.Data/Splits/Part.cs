namespace DeepPipe.Data;

/// <summary>What a row is for.</summary>
public enum Part : byte
{
    /// <summary>Fits features and weights.</summary>
    Train,

    /// <summary>Chooses the epoch.</summary>
    Validation,

    /// <summary>Held out to the end.</summary>
    Test,
}
