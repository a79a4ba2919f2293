namespace DeepPipe.Benchmarks;

/// <summary>One way to do the work that is compared.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Work">Does all of the work once.</param>
internal sealed record Contender(string Name, Action Work);
