using System.Globalization;
using DeepPipe.Bundle;
using DeepPipe.Encoders;

namespace DeepPipe.Inference;

/// <summary>
/// Holds what a language model says of the token that follows against what its trainer said: the text read at once, and its last tokens read one by
/// one behind the others.
/// </summary>
public sealed class LanguageCheck
{
    // Each costs a step; that keys and values are kept rightly shows in a few.
    private const int SingleTokens = 8;

    private readonly LanguageSession session;
    private readonly TextCodec codec;
    private readonly int context;
    private readonly Tolerance tolerance;
    private double largest;
    private GoldenCell? worst;
    private int rowCount;

    /// <summary>A check that has held nothing.</summary>
    /// <param name="session">The model.</param>
    /// <param name="signature">What it reads.</param>
    /// <param name="tolerance">What may differ in a logit.</param>
    public LanguageCheck(LanguageSession session, LanguageSignature signature, Tolerance tolerance)
    {
        (this.session, this.tolerance) = (session, tolerance);
        codec = signature.Encoding.OpenCodec();
        context = signature.Encoding.Length;
    }

    /// <summary>How the answers compare, of all that was held.</summary>
    /// <param name="source">Where the texts come from, for messages.</param>
    /// <exception cref="IntegrityException">Nothing was held.</exception>
    public GoldenResult Result(string source) =>
        worst is null ? throw new IntegrityException($"{source}: there are no golden rows. Export the bundle again.") : new(rowCount, largest, worst, source);

    /// <summary>Scores a bundle's golden texts.</summary>
    /// <exception cref="IntegrityException">They cannot be read, or are none.</exception>
    public static GoldenResult Run(BundleFolder bundle, LanguageSession session)
    {
        using var golden = bundle.ReadGolden();
        var check = new LanguageCheck(session, bundle.Manifest.Signature.Language!, bundle.Manifest.Parity.Tolerances[0]);
        foreach (var (text, logits) in GoldenTexts.Read(golden, bundle.GoldenPath))
            check.Hold("golden row", text, logits);
        return check.Result(bundle.GoldenPath);
    }

    /// <summary>Holds a text.</summary>
    /// <param name="kind">What it is called, such as <c>golden row</c>.</param>
    /// <param name="text">The text, of one token or more; of a longer one than the model sees, the last tokens are read.</param>
    /// <param name="trainer">The trainer's logits of the token after it.</param>
    public void Hold(string kind, string text, float[] trainer)
    {
        var codes = codec.Encode(text);
        codes = [.. codes.Skip(codes.Count - context)];
        rowCount++;
        Compare(kind, "logits", trainer, Logits([codes]));
        var known = Math.Max(0, codes.Count - SingleTokens);
        IReadOnlyList<int>[] steps = [.. known > 0 ? [[.. codes.Take(known)]] : (IReadOnlyList<int>[])[], .. codes.Skip(known).Select(code => (IReadOnlyList<int>)[code])];
        Compare(kind, "logits token by token", trainer, Logits(steps));
    }

    private float[] Logits(IEnumerable<IReadOnlyList<int>> steps)
    {
        var (state, logits) = (session.Begin(), System.Array.Empty<float>());
        foreach (var codes in steps)
            (logits, state) = session.Step(state, codes);
        state.Dispose();
        return logits;
    }

    private void Compare(string kind, string output, float[] trainer, float[] exported)
    {
        for (var code = Codes.First; code < Math.Min(trainer.Length, exported.Length); code++)
        {
            var difference = Math.Abs((double)trainer[code] - exported[code]);
            var strain = tolerance.Agrees(trainer[code], exported[code]) && double.IsFinite(difference)
                ? difference / tolerance.Allowed(trainer[code])
                : Math.Max(1.0000001, double.IsFinite(difference) ? difference / tolerance.Allowed(trainer[code]) : double.PositiveInfinity);
            largest = Math.Max(largest, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            if (worst is not null && strain <= worst.Strain)
                continue;
            worst = new GoldenCell
            {
                Kind = kind,
                Row = rowCount,
                Output = string.Create(CultureInfo.InvariantCulture, $"{output}[{code}]"),
                Trainer = trainer[code].ToString(CultureInfo.InvariantCulture),
                Exported = exported[code].ToString(CultureInfo.InvariantCulture),
                Allowed = tolerance.Allowed(trainer[code]),
                Strain = strain,
            };
        }
    }
}
