namespace DeepPipe.Onnx.Tests;

/// <summary>Every module and function of <c>torch.nn</c> that has a meaning in inference, as a user calls it.</summary>
internal static class ModuleCases
{
    internal static readonly IReadOnlyDictionary<string, ModuleCase> All = new[]
    {
        LinearCases.All, ConvolutionCases.All, PoolingCases.All, NormalizationCases.All, ActivationCases.All, PaddingCases.All,
        InterpolationCases.All, EmbeddingCases.All, RecurrentCases.All, AttentionCases.All,
    }.SelectMany(group => group).ToDictionary(entry => entry.Name);
}
