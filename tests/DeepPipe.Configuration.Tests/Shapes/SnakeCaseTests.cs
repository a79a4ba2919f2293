using DeepPipe.Configuration.Shapes;

namespace DeepPipe.Configuration.Tests.Shapes;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("Epochs", "epochs")]
    [InlineData("WarmupSteps", "warmup_steps")]
    [InlineData("AdamW", "adam_w")]
    [InlineData("L2", "l2")]
    [InlineData("UseGPUNow", "use_gpu_now")]
    [InlineData("ID", "id")]
    public void A_name_of_many_words_has_underscores_between_them(string name, string key) => Assert.Equal(key, SnakeCase.Of(name));
}
