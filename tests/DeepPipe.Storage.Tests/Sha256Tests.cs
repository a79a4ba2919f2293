namespace DeepPipe.Storage.Tests;

public sealed class Sha256Tests
{
    // FIPS 180-4 examples.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void A_file_and_its_bytes_have_the_published_hash(string text, string hash)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch.Of("a"), text);
        Assert.Equal(hash, Sha256.OfFile(scratch.Of("a")));
        Assert.Equal(hash, Sha256.Of(File.ReadAllBytes(scratch.Of("a"))));
    }
}
