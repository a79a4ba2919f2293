using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeepPipe.Configuration;
using DeepPipe.Features;
using DeepPipe.Models;
using DeepPipe.Statistics;

namespace DeepPipe.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

    [Fact]
    public void The_table_of_networks_has_each_that_a_config_can_name() => Assert.Equal(
        Names(typeof(NetworkConfig)),
        FirstColumn().Matches(Section("### Networks")).Select(match => match.Groups[1].Value).Skip(1).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("### Features", typeof(ClipConfig))]
    [InlineData("### Features", typeof(MissingFill))]
    [InlineData("### Features", typeof(NumberBinsConfig))]
    [InlineData("### Features", typeof(CategoryEncodingConfig))]
    [InlineData("### Networks", typeof(NumberInputConfig))]
    [InlineData("### Networks", typeof(CategoryInputConfig))]
    [InlineData("### Networks", typeof(TextInputConfig))]
    [InlineData("### Networks", typeof(SetInputConfig))]
    [InlineData("### Networks", typeof(VectorInputConfig))]
    [InlineData("### Networks", typeof(ImageInputConfig))]
    [InlineData("### Networks", typeof(BinsConfig))]
    [InlineData("### Targets", typeof(LossConfig))]
    [InlineData("### Targets", typeof(ThresholdConfig))]
    public void Every_choice_is_named(string section, Type choice) =>
        Assert.All(Names(choice), name => Assert.Contains(name, Section(section), StringComparison.Ordinal));

    [Fact]
    public void Every_task_and_every_metric_is_named() => Assert.All(
        Enum.GetNames<TaskKind>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)
            .Concat(MetricNames.All.Where(name => !name.EndsWith("_weighted", StringComparison.Ordinal) && (!name.EndsWith("_macro", StringComparison.Ordinal) || name == "f1_macro"))),
        name => Assert.Contains($"`{name}`", Section("### Targets"), StringComparison.Ordinal));

    [Fact]
    public void Every_scale_is_named() => Assert.All(
        Enum.GetNames<NumberScale>(),
        name => Assert.Contains($"`{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}`", Section("### Features"), StringComparison.Ordinal));

    private static IEnumerable<string> Names(Type choice) =>
        choice.GetCustomAttributes<VariantAttribute>().Select(variant => variant.Name).Order(StringComparer.Ordinal);

    private static string Section(string heading)
    {
        var start = Readme.IndexOf($"{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"README.md has no section {heading}.");
        var end = Readme.IndexOf("\n##", start + heading.Length, StringComparison.Ordinal);
        return Readme[start..(end < 0 ? Readme.Length : end)];
    }

    [GeneratedRegex(@"^\| `([a-z0-9_.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();
}
