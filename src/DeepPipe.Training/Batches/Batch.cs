using static TorchSharp.torch;

namespace DeepPipe.Training;

/// <summary>The rows of one step; its tensors belong to the <see cref="ShuffledBatches"/> that gave it.</summary>
/// <param name="Numbers">float32, [rows, number width].</param>
/// <param name="Codes">int64, [rows, categories].</param>
/// <param name="Targets">[rows].</param>
/// <param name="Weights">float32, [rows]; null where each row counts 1.</param>
internal readonly record struct Batch(Tensor Numbers, Tensor Codes, Tensor Targets, Tensor? Weights);
