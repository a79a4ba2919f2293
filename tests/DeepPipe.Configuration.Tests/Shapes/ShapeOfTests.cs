namespace DeepPipe.Configuration.Tests.Shapes;

public sealed class ShapeOfTests
{
    [Fact]
    public void A_type_that_no_config_can_hold_is_the_error_of_its_author()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Read<DatedConfig>("when: 1\n"));

        Assert.EndsWith("DatedConfig.When: System.DateTime is not a type that a config can hold.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_a_bare_constructor_is_the_error_of_its_author()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Read<PositionalConfig>("a: 1\n"));

        Assert.EndsWith("PositionalConfig is not a record with a public parameterless constructor.", error.Message, StringComparison.Ordinal);
    }

    private static T Read<T>(string yaml)
        where T : class => Config.Parse<T>(yaml, "a.yaml", [], _ => null);

    private sealed record DatedConfig
    {
        public DateTime When { get; init; }
    }

    private sealed record PositionalConfig(int A);
}
