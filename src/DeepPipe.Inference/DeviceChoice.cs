using System.Globalization;

namespace DeepPipe.Inference;

/// <summary>Where a model is asked to run.</summary>
public abstract record DeviceChoice
{
    private DeviceChoice()
    {
    }

    /// <summary>The first CUDA device where there is one, else the CPU with a warning that says why.</summary>
    public sealed record Auto : DeviceChoice
    {
        /// <inheritdoc/>
        public override string ToString() => "auto";
    }

    /// <summary>The CPU.</summary>
    public sealed record Cpu : DeviceChoice
    {
        /// <inheritdoc/>
        public override string ToString() => "cpu";
    }

    /// <summary>One CUDA device and nothing else.</summary>
    /// <param name="Index">Which one, from 0.</param>
    public sealed record Cuda(int Index) : DeviceChoice
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}");
    }

    /// <summary>Reads auto, cpu, cuda (which is cuda:0) or cuda:N.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DeviceChoice Parse(string text) => text switch
    {
        "auto" => new Auto(),
        "cpu" => new Cpu(),
        "cuda" => new Cuda(0),
        _ when text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index) => new Cuda(index),
        _ => throw new FormatException($"The device is \"{text}\". Allowed: auto, cpu, cuda, cuda:N."),
    };
}
