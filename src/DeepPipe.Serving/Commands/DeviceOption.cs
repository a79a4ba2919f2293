using DeepPipe.Inference;

namespace DeepPipe.Serving;

/// <summary>The option --device of a command line.</summary>
public static class DeviceOption
{
    /// <summary>What the option is when it is not given.</summary>
    public const string Default = "auto";

    /// <summary>The words that it takes.</summary>
    public const string Allowed = "auto, cpu, cuda, cuda:N";

    /// <summary>Why <paramref name="word"/> is none of them; null when it is one.</summary>
    public static string? Problem(string? word)
    {
        try
        {
            DeviceChoice.Parse(word ?? "");
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}
