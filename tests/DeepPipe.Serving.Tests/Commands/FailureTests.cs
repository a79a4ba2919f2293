using DeepPipe.Bundle;
using DeepPipe.Configuration;
using DeepPipe.Data;
using DeepPipe.Inference;

namespace DeepPipe.Serving.Tests.Commands;

public sealed class FailureTests
{
    public static TheoryData<Exception, int> Known { get; } = new()
    {
        { new ConfigException([new Problem("seed", "x", "a number")]), 2 },
        { new MissingSourceException("m"), 2 },
        { new MissingBundleException("m"), 2 },
        { new DeviceUnavailableException("m"), 2 },
        { new DataException("m"), 3 },
        { new RowsMismatchException("m"), 3 },
        { new IntegrityException("m"), 5 },
    };

    public static TheoryData<Exception, int, string> OfTheMachine { get; } = new()
    {
        { new UnauthorizedAccessException("Access to the path '/x' is denied."), 2,
            "Access to the path '/x' is denied. Ask for the permission, or choose another place." },
        { new IOException("m", new UnauthorizedAccessException()), 2, "m. Ask for the permission, or choose another place." },
        { new DirectoryNotFoundException("Could not find a part of the path '/x'."), 2, "Could not find a part of the path '/x'. Check the path." },
        { new PathTooLongException("The path '/x' is too long."), 2, "The path '/x' is too long. Choose a shorter name." },
        { new IOException("No space left on device : '/x'", 28), 1,
            "No space left on device : '/x'. Nothing half-written is left. Free some space and run again." },
        { new IOException("No space left on device : '/a b/.x y.csv.abcdefg1.2hi.tmp/c.json'", 28), 1,
            "No space left on device : '/a b/x y.csv/c.json'. Nothing half-written is left. Free some space and run again." },
        { new IOException("Too many levels of symbolic links : '/x'", 40), 2,
            "Too many levels of symbolic links : '/x'. Mend the links, or choose another place." },
        { new IOException("Read-only file system : '/x'", 30), 2, "Read-only file system : '/x'. Choose a folder that can be written." },
        { new IOException("Input/output error : '/x'", 5), 1, "Input/output error : '/x'." },
    };

    [Theory, MemberData(nameof(OfTheMachine), DisableDiscoveryEnumeration = true)]
    public void What_the_machine_refuses_is_told_with_a_remedy(Exception exception, int code, string message) =>
        Assert.Equal(new(code, message), Failure.Of(exception));

    [Theory, MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void A_known_failure_has_its_code_and_its_own_words(Exception exception, int code) =>
        Assert.Equal(new(code, exception.Message), Failure.Of(exception));

    [Fact]
    public void Cancelling_is_told_in_a_word() => Assert.Equal(new(130, "Cancelled."), Failure.Of(new OperationCanceledException()));

    [Fact]
    public void An_unexpected_failure_is_one_line_with_a_hint() => Assert.Equal(
        new(1, "Unexpected: InvalidOperationException: first line Set DEEPPIPE_TRACE=1 and run again to see where."),
        Failure.Of(new InvalidOperationException("first line\nsecond line")));

    [Fact]
    public void The_trace_of_an_unexpected_failure_is_shown_on_request()
    {
        Environment.SetEnvironmentVariable(Failure.TraceVariable, "1");
        try
        {
            var failure = Failure.Of(Assert.Throws<InvalidOperationException>(() => new List<int>().First()));
            Assert.Contains("   at System.Linq.", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Failure.TraceVariable, null);
        }
    }

    [Fact]
    public void A_failure_on_another_thread_is_the_same_failure() =>
        Assert.Equal(3, Failure.Of(new AggregateException(new DataException("m"))).Code);

    [Fact]
    public void Other_projects_word_their_own_failures() => Assert.Equal(
        new(4, "too low"), Failure.Of(new InvalidOperationException(), exception => new(4, "too low")));
}
