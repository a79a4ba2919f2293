namespace DeepPipe.Inference.Tests;

public sealed class DeviceChoiceTests
{
    [Theory]
    [InlineData("auto", "auto")]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda:0")]
    [InlineData("cuda:3", "cuda:3")]
    public void Choices_are_read_as_they_are_written(string text, string choice) => Assert.Equal(choice, DeviceChoice.Parse(text).ToString());

    [Theory, InlineData("gpu"), InlineData(""), InlineData("cuda:"), InlineData("cuda:-1"), InlineData("cuda:1.0"), InlineData("CPU")]
    public void Other_words_are_refused_with_those_that_are_allowed(string text) => Assert.Equal(
        $"The device is \"{text}\". Allowed: auto, cpu, cuda, cuda:N.",
        Assert.Throws<FormatException>(() => DeviceChoice.Parse(text)).Message);
}
