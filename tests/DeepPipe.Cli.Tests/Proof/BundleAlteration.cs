using System.Text;
using System.Text.Json.Nodes;

namespace DeepPipe.Cli.Tests.Proof;

/// <summary>Alters files of a bundle, as bad luck does, or as somebody does who mends the hash as well.</summary>
internal static class BundleAlteration
{
    /// <summary>Puts one text in the place of another of the same length, wherever the model holds it.</summary>
    public static void ReplaceText(string bundle, string old, string by) =>
        Replace(Model(bundle), Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(by));

    /// <summary>Adds one to the first weight of the last layer, which the model holds as the trainer's checkpoint does.</summary>
    public static void ChangeWeight(string bundle, string checkpoint)
    {
        var model = File.ReadAllBytes(Model(bundle));
        var weights = Tensor(File.ReadAllBytes(checkpoint), "network.output.weight");
        var place = model.AsSpan().IndexOf(weights);
        Assert.NotEqual(-1, place);
        BitConverter.GetBytes(BitConverter.ToSingle(weights) + 1).CopyTo(model, place);
        File.WriteAllBytes(Model(bundle), model);
    }

    /// <summary>Turns one bit of a file.</summary>
    public static void TurnBit(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Writes the model's hash, as it is now, into the manifest.</summary>
    public static void MendHash(string bundle)
    {
        var path = Path.Combine(bundle, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["files"]!["model.onnx"] =
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Model(bundle))));
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private static string Model(string bundle) => Path.Combine(bundle, "model.onnx");

    // A safetensors file: the header's length, the header as JSON, the data.
    private static ReadOnlySpan<byte> Tensor(byte[] safetensors, string name)
    {
        var start = 8 + (int)BitConverter.ToInt64(safetensors);
        var place = JsonNode.Parse(safetensors.AsSpan(8, start - 8))![name]!["data_offsets"]!.AsArray();
        return safetensors.AsSpan(start + (int)place[0]!, (int)place[1]! - (int)place[0]!);
    }

    private static void Replace(string path, byte[] old, byte[] by)
    {
        Assert.Equal(old.Length, by.Length);
        var bytes = File.ReadAllBytes(path);
        var found = 0;
        for (var at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old), found++)
            by.CopyTo(bytes, at);
        Assert.NotEqual(0, found);
        File.WriteAllBytes(path, bytes);
    }
}
