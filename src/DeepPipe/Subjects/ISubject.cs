using DeepPipe.Bundle;
using DeepPipe.Data;
using DeepPipe.Export;
using DeepPipe.Training;

namespace DeepPipe;

/// <summary>What is trained on: the data of a config, opened and fitted.</summary>
internal interface ISubject
{
    /// <summary>The config with everything written in that was found out of the data.</summary>
    RootConfig Config { get; }

    /// <summary>What was fitted.</summary>
    IBlueprint Blueprint { get; }

    /// <summary>The paths of the files that the data comes from, in their order.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>How many rows a part has.</summary>
    long RowCount(Part part);

    /// <summary>All parts as matrices on the CPU.</summary>
    /// <exception cref="DataException">The source cannot be read to its end.</exception>
    PreparedData Prepare(CancellationToken cancel);

    /// <summary>Exports a trained model, proves it on golden rows and on a part, and writes the bundle, whole or not at all.</summary>
    /// <param name="trainee">The trained model.</param>
    /// <param name="heldOut">The part that it is proven on.</param>
    /// <param name="path">The folder of the bundle.</param>
    /// <param name="describe">The manifest, made when the parity is known.</param>
    /// <param name="cancel">Looked at while the part is read.</param>
    /// <exception cref="ParityException">The exported model does not answer as the trainer does; nothing is written.</exception>
    ParityRecord Export(
        Trainee trainee, Part heldOut, string path, Func<Signature, ParityRecord, Manifest> describe, CancellationToken cancel);
}
