using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>A raw column: its name, exactly as the file spells it, and its kind.</summary>
public sealed record Column(string Name, ColumnType Type);
