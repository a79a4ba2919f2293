using DeepPipe.Bundle;
using DeepPipe.Encoders;

namespace DeepPipe.Inference;

/// <summary>Goes on with texts by a language model. One thread at a time.</summary>
public sealed class TextGenerator : IDisposable
{
    private readonly BundleFolder bundle;
    private readonly LanguageSession session;
    private readonly TextCodec codec;
    private readonly int context;

    private TextGenerator(BundleFolder bundle, LanguageSession session, LanguageSignature signature)
    {
        (this.bundle, this.session) = (bundle, session);
        codec = signature.Encoding.OpenCodec();
        context = signature.Encoding.Length;
    }

    /// <summary>Where the model runs: cpu or cuda:N.</summary>
    public string Device => session.Device;

    /// <summary>Loads a bundle's model.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="device">Where to run. Auto falls back to the CPU.</param>
    /// <param name="threads">How many threads compute on the CPU; 0 for as many as the process has cores.</param>
    /// <param name="warn">Is told why the model runs on the CPU where auto could not have a CUDA device.</param>
    /// <exception cref="MissingBundleException">The bundle is of no language model.</exception>
    /// <exception cref="DeviceUnavailableException">A CUDA device was asked for by name and cannot be had.</exception>
    /// <exception cref="IntegrityException">The model cannot be loaded, or the signature does not fit it.</exception>
    public static TextGenerator Open(BundleFolder bundle, DeviceChoice device, int threads, Action<string> warn)
    {
        var signature = bundle.Manifest.Signature.Language ?? throw new MissingBundleException(
            $"{bundle.Path} is the bundle of a model of tables, which goes on with no text. Score a table with it: deeppipe predict {bundle.Path} INPUT OUTPUT");
        return new(bundle, LanguageSession.Open(bundle.ModelPath, signature, device, threads, warn), signature);
    }

    /// <summary>Holds the bundle's golden texts against the model.</summary>
    /// <exception cref="IntegrityException">They are not answered as in training, or cannot be read.</exception>
    public void Verify() => LanguageCheck.Run(bundle, session).ThrowIfFailed();

    /// <summary>
    /// Goes on with a text, token by token: each costs one step. Where the model sees no more tokens, it goes on from the last half of those that it
    /// has seen.
    /// </summary>
    /// <param name="prompt">The text so far; one without tokens begins behind a line break, or, where that is no token, behind an unseen one.</param>
    /// <param name="options">How.</param>
    /// <param name="cancel">Looked at before each token.</param>
    /// <returns>Pieces of what follows, without the prompt; a piece may be empty where a character has several tokens.</returns>
    /// <exception cref="ArgumentException">The options have a problem.</exception>
    public IEnumerable<string> Generate(string prompt, GenerationOptions options, CancellationToken cancel)
    {
        if (options.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(options));
        List<int> codes = [.. codec.Encode(prompt)];
        if (codes.Count == 0)
            codes.AddRange(codec.Encode("\n"));
        return Pieces(codes.Count > 0 ? codes : [Codes.Unseen], options, cancel);
    }

    /// <summary>Unloads the model.</summary>
    public void Dispose() => session.Dispose();

    private IEnumerable<string> Pieces(List<int> codes, GenerationOptions options, CancellationToken cancel)
    {
        var (draw, decoder) = (new TokenDraw(options), codec.Decoder());
        var state = session.Begin();
        try
        {
            IReadOnlyList<int> unread = Last(codes, context);
            for (var count = 0; count < options.Tokens; count++)
            {
                cancel.ThrowIfCancellationRequested();
                if (state.Count + unread.Count > context)
                {
                    state.Dispose();
                    (state, unread) = (session.Begin(), Last(codes, Math.Max(1, context / 2)));
                }
                (var logits, state) = session.Step(state, unread);
                var code = draw.Next(logits);
                codes.Add(code);
                unread = [code];
                yield return decoder.Next(code);
            }
            yield return decoder.Finish();
        }
        finally
        {
            state.Dispose();
        }
    }

    private static List<int> Last(List<int> codes, int count) => codes.GetRange(Math.Max(0, codes.Count - count), Math.Min(count, codes.Count));
}
