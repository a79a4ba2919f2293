using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Onnx.Tests;

/// <summary>What TorchSharp offers that makes tensors, by name: <c>add</c>, <c>linalg.norm</c>, <c>special.entr</c>.</summary>
/// <remarks>A method of a tensor and of torch count as one, and so do the forms that write: <c>add_</c>, and <c>arange_out</c>.</remarks>
internal static class OperationsOffered
{
    private static readonly IReadOnlyDictionary<Type, string> Prefixes = new Dictionary<Type, string>
    {
        [typeof(Tensor)] = "",
        [typeof(torch)] = "",
        [typeof(linalg)] = "linalg.",
        [typeof(special)] = "special.",
        [typeof(fft)] = "fft.",
    };

    internal static IReadOnlySet<string> Names { get; } = Prefixes.Keys
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName && GivesTensors(method.ReturnType) && !method.IsDefined(typeof(ObsoleteAttribute)))
        .Select(Name).OfType<string>().ToHashSet();

    /// <summary>Under which name a method is offered; null for one that is of something else.</summary>
    internal static string? Name(MethodBase method)
    {
        if (method.DeclaringType is not { } type || !Prefixes.TryGetValue(type, out var prefix))
            return null;
        var name = method.Name.TrimEnd('_');
        return prefix + (name.EndsWith("_out", StringComparison.Ordinal) ? name[..^4] : name);
    }

    private static bool GivesTensors(Type type)
    {
        if (type == typeof(Tensor) || (type.HasElementType && GivesTensors(type.GetElementType()!)))
            return true;
        var isOfMany = type.IsAssignableTo(typeof(ITuple)) || type.IsAssignableTo(typeof(System.Collections.IEnumerable));
        return isOfMany && type.IsGenericType && type.GetGenericArguments().Any(GivesTensors);
    }
}
