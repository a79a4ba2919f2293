using System.Globalization;
using System.Text.Json.Serialization;
using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Bundle;

/// <summary>One raw column that the model reads.</summary>
/// <param name="Name">The column's name, which is the model's input of the same name.</param>
/// <param name="Type">How its cells are read; never guessed from the data.</param>
/// <param name="Missing">Texts that mean a missing cell, besides the empty one.</param>
public sealed record SignatureColumn(string Name, ColumnType Type, IReadOnlyList<string> Missing)
{
    /// <summary>
    /// How a cell becomes a block of numbers before the graph, whose input then is [rows, ...] and not [rows, 1]; null where the graph reads the
    /// cell itself.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CellEncoding? Encoding { get; init; }

    /// <summary>Of dates: the one .NET format of their texts, invariant; null for ISO 8601.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Format { get; init; }

    /// <summary>Of dates: the zone of those that say none, an IANA name or an offset; null for UTC.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>Of a set: what stands between members.</summary>
    [JsonIgnore]
    public string Separator => (Encoding as SetEncoding)?.Separator ?? "|";

    /// <summary>Whether the graph reads the cells as text.</summary>
    [JsonIgnore]
    public bool IsText => Type == ColumnType.Category;
}

/// <summary>What goes into a model and what comes out.</summary>
public sealed record Signature
{
    /// <summary>The raw columns, in the order of the model's inputs.</summary>
    public required IReadOnlyList<SignatureColumn> Inputs { get; init; }

    /// <summary>Of a language model: what it reads and says. Null of a model of tables.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LanguageSignature? Language { get; init; }

    /// <summary>The columns that the model learned to answer, in the order of its outputs; at least one, of a language model none.</summary>
    public required IReadOnlyList<SignatureTarget> Targets { get; init; }

    /// <summary>What stands between the fields of the CSV that the model learned from, one character; null where it is found out.</summary>
    public string? Delimiter { get; init; }

    /// <summary>How windows of a table of steps become rows; null where a row of the table is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SignatureWindows? Windows { get; init; }

    /// <summary>What is wrong with this signature, each as "key: what is wrong"; empty when it holds.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Inputs.Count == 0)
            yield return "inputs: the model reads no column";
        foreach (var twice in Inputs.GroupBy(column => column.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"inputs: the column \"{twice.Key}\" stands there {twice.Count()} times";
        foreach (var input in Inputs)
            if (input.Type.IsBlock() != input.Encoding is not null)
                yield return $"inputs: the column \"{input.Name}\" has {(input.Encoding is null ? "no" : "an")} encoding";
            else if (input.Encoding?.Problem() is { } problem)
                yield return $"inputs: the encoding of the column \"{input.Name}\" does not hold: {problem}";
        foreach (var problem in Language?.Problems() ?? [])
            yield return problem;
        if (Targets.Count == 0 && Language is null)
            yield return "targets: the model answers no column";
        foreach (var twice in Targets.GroupBy(target => target.Prefix, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"targets: the prefix \"{twice.Key}\" stands there {twice.Count()} times";
        foreach (var (index, target) in Targets.Index())
            foreach (var problem in target.Problems())
                yield return string.Create(CultureInfo.InvariantCulture, $"targets.{index}.{problem}");
        if (Windows is { LookBack: var steps } && Inputs.FirstOrDefault(input => (input.Encoding as VectorEncoding)?.Width != steps) is { } other)
            yield return $"windows: the column \"{other.Name}\" is no vector of {steps} steps";
        if (Windows is not null && Targets is not [{ Task: SignatureTarget.Forecast }])
            yield return "windows: there is no forecast of what follows them";
        if (Delimiter is { Length: not 1 })
            yield return $"delimiter: \"{Delimiter}\" is not one character";
    }
}
