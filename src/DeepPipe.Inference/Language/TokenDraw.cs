using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Inference;

/// <summary>Draws the next token out of its logits.</summary>
internal sealed class TokenDraw(GenerationOptions options)
{
    private readonly SplitMix random = new(options.Seed);

    /// <summary>A code; never that of padding or of unseen items, which stand for no text.</summary>
    public int Next(ReadOnlySpan<float> logits)
    {
        var ranked = new List<(int Code, double Logit)>(logits.Length);
        for (var code = Codes.First; code < logits.Length; code++)
            ranked.Add((code, logits[code]));
        ranked.Sort((one, other) => one.Logit == other.Logit ? one.Code.CompareTo(other.Code) : other.Logit.CompareTo(one.Logit));
        if (options.Temperature == 0)
            return ranked[0].Code;

        var most = Math.Min(options.TopK ?? int.MaxValue, ranked.Count);
        var weights = new double[most];
        for (var rank = 0; rank < most; rank++)
            weights[rank] = Math.Exp((ranked[rank].Logit - ranked[0].Logit) / options.Temperature);
        var place = random.NextFraction() * Nucleus(weights);
        for (var rank = 0; rank < most; rank++)
            if ((place -= weights[rank]) < 0)
                return ranked[rank].Code;
        return ranked[0].Code;
    }

    // The weight of the likeliest tokens that together reach the share; those behind them are not drawn.
    private double Nucleus(double[] weights)
    {
        var all = weights.Sum();
        if (options.TopP is not { } share)
            return all;
        var reached = 0.0;
        foreach (var weight in weights)
            if ((reached += weight) >= share * all)
                break;
        return reached;
    }
}
