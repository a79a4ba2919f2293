using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A network of the user's own: a TorchSharp module in an assembly.</summary>
/// <remarks>
/// The class is public, a <c>Module&lt;FeatureTensors, Tensor&gt;</c> that keeps the contract of <see cref="Build"/>, and has one public
/// constructor: a <see cref="NetworkShape"/>, then its options.
/// </remarks>
public sealed record CustomNetworkConfig : NetworkConfig, IValidated
{
    /// <summary>The assembly's file. What it references beside DeepPipe and TorchSharp lies in its folder.</summary>
    /// <value>Required.</value>
    [PathValue]
    public required string Assembly { get; init; }

    /// <summary>The class, with its namespace where two have the name.</summary>
    /// <value>Required.</value>
    public required string Class { get; init; }

    /// <summary>The constructor's further arguments, by the parameters' names in snake_case; those with a default may be left out.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, object> Options { get; init; } = new Dictionary<string, object>();

    /// <inheritdoc/>
    public override string? CodeHash => NetworkAssembly.HashOf(Assembly);

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems()
    {
        if (NetworkAssembly.Open(Assembly, out var problem) is not { } assembly)
            return [problem!];
        if (NetworkClass.Find(assembly, Class, out problem) is not { } found)
            return [problem!];
        return found.ProblemsOf(Options);
    }

    /// <inheritdoc/>
    public override nn.Module<FeatureTensors, Tensor> Build(NetworkShape shape)
    {
        var found = NetworkAssembly.Open(Assembly, out var problem) is { } assembly ? NetworkClass.Find(assembly, Class, out problem) : null;
        return found is null ? throw new ConfigException([problem! with { Key = KeyPath.Join("network", problem!.Key) }]) : found.Create(shape, Options);
    }
}
