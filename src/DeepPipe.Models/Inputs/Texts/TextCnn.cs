using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepPipe.Models;

/// <summary>See <see cref="TextCnnConfig"/>.</summary>
internal sealed class TextCnn : BlockEncoder
{
    // Kim's, for words without a vector from elsewhere.
    private const double TableBound = 0.25;

    private readonly Embedding table;
    private readonly ModuleList<Conv1d> filters;
    private readonly Dropout dropout;

    public TextCnn(TextCnnConfig config, TextShape shape) : base(nameof(TextCnn), config.FilterWidths.Count * config.Filters)
    {
        table = CodeTable.Of(shape.VocabularySize, config.Width, weight => nn.init.uniform_(weight, -TableBound, TableBound));
        // Padded, so that each has a window that begins at each token, however short the text.
        filters = nn.ModuleList(config.FilterWidths.Select(width => nn.Conv1d(config.Width, config.Filters, width, padding: width - 1L)).ToArray());
        dropout = nn.Dropout(config.Dropout);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tokens)
    {
        var length = tokens.shape[1];
        var vectors = table.call(tokens).transpose(1, 2);                                   // [rows, width, length]
        var answers = cat([.. filters.Select(filter => BeginningAtTokens(filter, vectors, length))], 1);
        // Not less than 0 after relu, so that windows which begin in the padding are never above those of the text.
        return dropout.call((answers.relu() * CodeTable.IsItem(tokens).unsqueeze(1)).amax([2]));
    }

    // The padding before the text makes windows too, width - 1 of them, which come first.
    private static Tensor BeginningAtTokens(Conv1d filter, Tensor vectors, long length)
    {
        var windows = filter.call(vectors);                                                 // [rows, filters, length + width - 1]
        return windows.narrow(2, windows.shape[2] - length, length);
    }
}
