using System.Text;
using DeepPipe.Configuration.Tests.Family;

namespace DeepPipe.Configuration.Tests.Documents;

public sealed class SourceFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_file_is_told_with_the_nearest_name_of_its_folder()
    {
        folder.Write("adult-mlp.yaml", Recipe.Least);

        Assert.Equal(
            $"{folder.At("adult-mpl.yaml")}: The file is missing. Allowed: a YAML file. Did you mean \"adult-mlp.yaml\"?",
            Problems("adult-mpl.yaml"));
    }

    [Fact]
    public void A_missing_folder_is_told() => Assert.Equal(
        $"{folder.At("no/a.yaml")}: The file is missing. Allowed: a YAML file. There is no folder \"{folder.At("no")}\".",
        Problems("no/a.yaml"));

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Equal($"{folder.Path}: The file is a folder. Allowed: a YAML file.", Problems(""));

    [Fact]
    public void A_binary_file_is_told()
    {
        File.WriteAllBytes(folder.At("a.yaml"), [0x50, 0x41, 0x52, 0x31, 0, 0, 1]);

        Assert.Equal($"{folder.At("a.yaml")}: The file is binary. Allowed: YAML as UTF-8 text.", Problems("a.yaml"));
    }

    [Fact]
    public void A_file_in_another_encoding_is_told()
    {
        File.WriteAllBytes(folder.At("a.yaml"), Encoding.Latin1.GetBytes("name: Größe\n"));

        Assert.Equal($"{folder.At("a.yaml")}: The file is not UTF-8 text. Allowed: YAML as UTF-8 text.", Problems("a.yaml"));
    }

    [Fact]
    public void A_file_that_is_far_too_large_is_told()
    {
        using (var file = File.Create(folder.At("a.yaml")))
            file.SetLength((16 << 20) + 1);

        Assert.Equal($"{folder.At("a.yaml")}: The file is larger than 16 MiB. Allowed: a YAML file.", Problems("a.yaml"));
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_fine()
    {
        File.WriteAllText(folder.At("a.yaml"), Recipe.Least.ReplaceLineEndings("\r\n"), new UTF8Encoding(true));

        Assert.Equal("", Problems("a.yaml"));
    }

    private string Problems(string name)
    {
        try
        {
            Config.Read<RecipeConfig>(name.Length == 0 ? folder.Path : folder.At(name), [], _ => null);
            return "";
        }
        catch (ConfigException error)
        {
            return error.Message;
        }
    }
}
