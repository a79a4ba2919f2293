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
    /// <summary>The <see cref="Task"/> of a model that answers with a number.</summary>
    public const string Regression = "regression";

    /// <summary>The <see cref="Task"/> of a model that chooses between two labels.</summary>
    public const string Binary = "binary";

    /// <summary>The <see cref="Task"/> of a model that chooses between several labels.</summary>
    public const string Multiclass = "multiclass";

    /// <summary>The raw columns, in the order of the model's inputs.</summary>
    public required IReadOnlyList<SignatureColumn> Inputs { get; init; }

    /// <summary><see cref="Binary"/>, <see cref="Multiclass"/> or <see cref="Regression"/>.</summary>
    public required string Task { get; init; }

    /// <summary>The column that the model learned to answer. It is no input.</summary>
    public required string Target { get; init; }

    /// <summary>The classes; a label's index is its code and its place in the probabilities. Empty in regression.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The label that counts as positive in a binary task; otherwise null.</summary>
    public string? Positive { get; init; }

    /// <summary>In a binary task: from what probability on the positive label, which is the last, is answered; null for one half.</summary>
    public double? Threshold { get; init; }

    /// <summary>What stands between the fields of the CSV that the model learned from, one character; null where it is found out.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether the answer is a number and not a label.</summary>
    [JsonIgnore]
    public bool IsRegression => Task == Regression;

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
        if (Task is not (Binary or Multiclass or Regression))
            yield return $"task: \"{Task}\" is none of binary, multiclass, regression";
        if (Task == Binary ? Labels.Count != 2 : IsRegression ? Labels.Count != 0 : Labels.Count < 2)
            yield return $"labels: {Labels.Count} labels do not fit the task \"{Task}\"";
        if (Labels.Distinct(StringComparer.Ordinal).Count() != Labels.Count)
            yield return "labels: a label stands there twice";
        if (Delimiter is { Length: not 1 })
            yield return $"delimiter: \"{Delimiter}\" is not one character";
        if (Threshold is { } threshold && (Task != Binary || threshold is not (>= 0 and <= 1)))
            yield return $"threshold: {threshold.ToString(CultureInfo.InvariantCulture)} is no probability of a binary task";
        if (Positive is not null && !Labels.Contains(Positive))
            yield return $"positive: \"{Positive}\" is none of the labels";
    }
}
