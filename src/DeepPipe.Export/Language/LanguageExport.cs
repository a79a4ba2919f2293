using DeepPipe.Bundle;
using DeepPipe.Encoders;
using DeepPipe.Inference;
using DeepPipe.Models;
using DeepPipe.Onnx;
using DeepPipe.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepPipe.Export;

/// <summary>A trained language model on its way into a bundle.</summary>
/// <param name="Network">The model, on any device.</param>
/// <param name="Encoding">How text becomes tokens.</param>
/// <param name="TokenCount">How many tokens it was trained on.</param>
/// <param name="Tolerance">What may differ in a logit.</param>
/// <param name="Seed">What the golden texts are drawn from.</param>
public sealed record LanguageExportRequest(GptNetwork Network, TokenEncoding Encoding, long TokenCount, Tolerance Tolerance, ulong Seed)
{
    /// <summary>What the bundle will read and say.</summary>
    public Signature Signature => new()
    {
        Inputs = [new SignatureColumn(GoldenTexts.Text, ColumnType.Text, []) { Encoding = Encoding }],
        Targets = [],
        Language = new LanguageSignature(Encoding, Network.LayerCount, Network.HeadCount, Network.HeadWidth),
    };

    internal Device Device => Network.parameters().First().device;
}

/// <summary>Exports a language model as one step with keys and values kept, proves it, and only then writes the bundle.</summary>
public static class LanguageExport
{
    private const int GoldenCount = 24;
    private const int HeldOutCount = 64;

    /// <summary>Exports with the weights as they are and holds the golden texts against them; writes nothing that stays.</summary>
    /// <exception cref="OnnxExportException">The model does what ONNX cannot carry.</exception>
    /// <exception cref="ParityException">The exported model does not say what the trainer says.</exception>
    public static ParityRecord Rehearse(LanguageExportRequest request) => Prove(request, "", (_, _, parity) => parity);

    /// <summary>Exports, proves on golden texts and on pieces of the held-out text, and writes the bundle, whole or not at all.</summary>
    /// <param name="request">The model.</param>
    /// <param name="heldOut">The held-out text.</param>
    /// <param name="path">The folder of the bundle; one that is there gives way.</param>
    /// <param name="describe">The manifest, made when the parity is known.</param>
    /// <exception cref="OnnxExportException">The model does what ONNX cannot carry.</exception>
    /// <exception cref="ParityException">The exported model does not say what the trainer says; nothing is written.</exception>
    public static ParityRecord Write(
        LanguageExportRequest request, string heldOut, string path, Func<Signature, ParityRecord, Manifest> describe) =>
        Prove(request, heldOut, (modelPath, golden, parity) =>
        {
            BundleFolder.Create(
                path,
                describe(request.Signature, parity),
                folder =>
                {
                    File.Copy(modelPath, Path.Combine(folder, "model.onnx"));
                    GoldenRows.Write(Path.Combine(folder, "golden.arrow"), GoldenTexts.Of(golden));
                    File.WriteAllText(Path.Combine(folder, "profile.json"), Profile(request).ToJson());
                },
                replace: true);
            return parity;
        });

    private static ParityRecord Prove(
        LanguageExportRequest request, string heldOut, Func<string, IReadOnlyList<(string Text, float[] Logits)>, ParityRecord, ParityRecord> write)
    {
        request.Network.eval();
        var scratch = Directory.CreateTempSubdirectory("deeppipe-export-");
        try
        {
            var modelPath = Path.Combine(scratch.FullName, "model.onnx");
            using (var file = File.Create(modelPath))
                Capture(request).Save(file);

            var codec = request.Encoding.OpenCodec();
            using var session = LanguageSession.Open(modelPath, request.Signature.Language!, new DeviceChoice.Cpu(), threads: 0, _ => { });
            var check = new LanguageCheck(session, request.Signature.Language!, request.Tolerance);
            var golden = Golden(request, codec).Select(text => (text, Logits(request, codec.Encode(text)))).ToList();
            foreach (var (text, logits) in golden)
                check.Hold("golden row", text, logits);
            foreach (var text in Pieces(request, codec, heldOut))
                check.Hold("held-out text", text, Logits(request, codec.Encode(text)));
            var result = check.Result(modelPath);
            if (!result.Passed)
                throw new ParityException(
                    $"The exported model does not answer as the trainer does, so no bundle is written. {result.Worst}. If the difference is harmless, raise export.tolerance.");
            return write(modelPath, golden, new ParityRecord
            {
                Tolerances = [request.Tolerance],
                Measured = [new ParityMeasurement(session.Device, "float32", result.RowCount, result.LargestDifference)],
            });
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static OnnxModel Capture(LanguageExportRequest request)
    {
        var network = request.Network;
        using var scope = NewDisposeScope();
        using var merged = new MergedAdapters(network);
        using var frozen = no_grad();
        var tokens = zeros([2, 2], ScalarType.Int64, request.Device);
        var past = network.Step(zeros([2, 3], ScalarType.Int64, request.Device), network.NoPast(2)).Past;
        return OnnxExporter.Capture(
            [("", network)],
            [tokens, past],
            inputs =>
            {
                var (logits, present) = network.Step(inputs[0], inputs[1]);
                return [logits, present];
            },
            new OnnxOptions
            {
                InputNames = ["tokens", "past"],
                OutputNames = ["logits", "present"],
                DynamicDimensions =
                [
                    new Dictionary<int, string> { [0] = "rows", [1] = "new" },
                    new Dictionary<int, string> { [2] = "rows", [4] = "known" },
                ],
            });
    }

    private static float[] Logits(LanguageExportRequest request, IReadOnlyList<int> codes)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        long[] seen = [.. codes.Skip(codes.Count - request.Encoding.Length).Select(code => (long)code)];
        var logits = request.Network.Logits(tensor(seen, ScalarType.Int64).unsqueeze(0).to(request.Device));
        return [.. logits[0, -1].cpu().data<float>()];
    }

    // Texts of any tokens, of one to as many as the model sees: no sentence of the data is among them.
    private static IEnumerable<string> Golden(LanguageExportRequest request, TextCodec codec)
    {
        var random = new SplitMix(request.Seed);
        for (var row = 0; row < GoldenCount; row++)
        {
            var length = row == 0 ? 1 : row == 1 ? request.Encoding.Length : 1 + random.NextBelow(request.Encoding.Length);
            var codes = Enumerable.Range(0, (int)length).Select(_ => (int)(Codes.First + random.NextBelow(codec.Size - Codes.First))).ToList();
            yield return codec.Decode(codes);
        }
    }

    private static IEnumerable<string> Pieces(LanguageExportRequest request, TextCodec codec, string heldOut)
    {
        var length = request.Encoding.Length;
        var step = Math.Max(length, heldOut.Length / HeldOutCount);
        for (var start = 0; start + length <= heldOut.Length; start += step)
            if (heldOut.Substring(start, length) is var text && codec.Encode(text).Count > 0)
                yield return text;
    }

    private static ProfileDocument Profile(LanguageExportRequest request) => new()
    {
        RowCount = request.TokenCount,
        Numbers = new Dictionary<string, NumberSummary>(),
        Categories = new Dictionary<string, CategorySummary>(),
    };
}
