using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using DeepPipe.Configuration;
using DeepPipe.Features;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>A user's class and the constructor that makes it.</summary>
internal sealed class NetworkClass
{
    private readonly ConstructorInfo constructor;
    private readonly IReadOnlyDictionary<string, ParameterInfo> options;       // by key

    private NetworkClass(ConstructorInfo constructor)
    {
        this.constructor = constructor;
        options = constructor.GetParameters().Skip(1).ToDictionary(
            parameter => JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!), StringComparer.Ordinal);
    }

    /// <summary>The class of that name; null, and the problem of the key <c>class</c>, where there is none that serves.</summary>
    public static NetworkClass? Find(Assembly assembly, string name, out Problem? problem)
    {
        var networks = assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(nn.Module<FeatureTensors, Tensor>))).ToList();
        var named = networks.Where(type => type.FullName == name || type.Name == name).ToList();
        problem = named.Count switch
        {
            1 when Constructor(named[0]) is null => new("class", name,
                "a class with one public constructor, which takes a NetworkShape, then numbers, booleans, texts, words or lists of numbers"),
            1 => null,
            0 when networks.Count == 0 => new("class", name, "a public class; the assembly has none that is a Module<FeatureTensors, Tensor>"),
            0 => new("class", name, string.Join(", ", networks.Select(type => type.Name).Order(StringComparer.Ordinal)))
            {
                Hint = Nearest.Hint(name, networks.Select(type => type.Name)),
            },
            _ => new("class", name, string.Join(", ", named.Select(type => type.FullName).Order(StringComparer.Ordinal))),
        };
        return problem is null ? new NetworkClass(Constructor(named[0])!) : null;
    }

    /// <summary>What is wrong with options, by the key <c>options</c>.</summary>
    public IEnumerable<Problem> ProblemsOf(IReadOnlyDictionary<string, object> values)
    {
        foreach (var (key, value) in values)
        {
            if (!options.TryGetValue(key, out var parameter))
                yield return new(KeyPath.Join("options", key), new Phrase("an unknown key"), options.Count == 0 ? "no key" : string.Join(", ", options.Keys))
                {
                    Hint = Nearest.Hint(key, options.Keys),
                };
            else if (OptionValue.Of(value, parameter.ParameterType) is null)
                yield return new(KeyPath.Join("options", key), OptionValue.Shown(value), OptionValue.Allowed(parameter.ParameterType));
        }
        foreach (var (key, parameter) in options.Where(option => !option.Value.HasDefaultValue && !values.ContainsKey(option.Key)))
            yield return new(KeyPath.Join("options", key), null, OptionValue.Allowed(parameter.ParameterType));
    }

    /// <summary>A network with fresh weights. What its constructor throws passes.</summary>
    public nn.Module<FeatureTensors, Tensor> Create(NetworkShape shape, IReadOnlyDictionary<string, object> values)
    {
        object?[] arguments =
        [
            shape,
            .. options.Select(option => values.TryGetValue(option.Key, out var value)
                ? OptionValue.Of(value, option.Value.ParameterType)
                : option.Value.DefaultValue),
        ];
        try
        {
            return (nn.Module<FeatureTensors, Tensor>)constructor.Invoke(arguments);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static ConstructorInfo? Constructor(Type type)
    {
        var constructors = type.GetConstructors();
        var parameters = constructors.Length == 1 ? constructors[0].GetParameters() : [];
        return parameters.Length > 0 && parameters[0].ParameterType == typeof(NetworkShape)
            && parameters.Skip(1).All(parameter => OptionValue.IsKnown(parameter.ParameterType)) ? constructors[0] : null;
    }
}
