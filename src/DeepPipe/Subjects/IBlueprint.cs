using DeepPipe.Bundle;
using DeepPipe.Export;
using DeepPipe.Onnx;
using DeepPipe.Training;
using static TorchSharp.torch;

namespace DeepPipe;

/// <summary>A config and all that was fitted on its train rows: what a model is built from, and proven by, without the data.</summary>
internal interface IBlueprint
{
    /// <summary>What was fitted, for fitted.json.</summary>
    string ToJson();

    /// <summary>What the user should know of the fit, a sentence each.</summary>
    IEnumerable<string> Notes { get; }

    /// <summary>A model with fresh weights, drawn by the config's seed; the caller disposes of its module.</summary>
    Trainee FreshTrainee();

    /// <summary>Sets what is left open until training is done, by the validation rows.</summary>
    /// <param name="trainee">The trained model.</param>
    /// <param name="validation">At least one row, on the model's device.</param>
    /// <returns>What was set, in a sentence; null where nothing was.</returns>
    string? Calibrate(Trainee trainee, PreparedPart validation) => null;

    /// <summary>Exports a model as it is and holds the golden rows against it; writes nothing that stays.</summary>
    /// <exception cref="OnnxExportException">The model does what ONNX cannot carry.</exception>
    /// <exception cref="ParityException">The exported model does not answer as the trainer does.</exception>
    ParityRecord Rehearse(Trainee trainee);

    /// <summary>The report of the held-out rows, with the naive baseline beside the model.</summary>
    /// <param name="trainee">The trained model.</param>
    /// <param name="evaluation">Its loss and scores on the rows.</param>
    /// <param name="answers">The head's answers, on the CPU.</param>
    /// <param name="rows">The rows.</param>
    string Report(Trainee trainee, Training.Evaluation evaluation, IReadOnlyList<Tensor> answers, PreparedPart rows);

    /// <summary>What <c>check</c> tells of what the network reads and answers, a line each: a word, then a text.</summary>
    IEnumerable<(string Word, string Text)> Lines();

    /// <summary>The layers of a fresh network.</summary>
    Models.NetworkSummary Summary(Trainee trainee);

    /// <summary>What a user may want to do with the bundle first, as a command line.</summary>
    string NextCommand(string bundlePath);

    /// <summary>What a prepared row takes, in bytes.</summary>
    long BytesARow { get; }
}
