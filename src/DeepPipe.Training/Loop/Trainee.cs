using DeepPipe.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>What is trained.</summary>
/// <param name="Model">
/// The module that owns everything that is trained or saved: its trainable parameters are adopted, its state is what a checkpoint
/// holds, under its own names.
/// </param>
/// <param name="Network">(numbers float32 [rows, width], codes int64 [rows, categories]) to [rows, output width]; within the model.</param>
/// <param name="Head">Loss and answers of the network's output; within the model where it has state.</param>
/// <param name="Scorer">How answers are scored.</param>
public sealed record Trainee(nn.Module Model, nn.Module<Tensor, Tensor, Tensor> Network, IHead Head, IScorer Scorer);
