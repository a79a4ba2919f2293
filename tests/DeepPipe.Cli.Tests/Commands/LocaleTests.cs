namespace DeepPipe.Cli.Tests.Commands;

public sealed class LocaleTests(TrainedShop trained)
{
    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public void A_language_with_other_numbers_and_letters_changes_nothing(string locale)
    {
        (string, string)[] environment = [("LANG", locale), ("LC_ALL", locale)];
        using var shop = new Shop("deeppipe İstanbul it's \"quoted\" ");
        CommandProcess.Run(Programs.DeepPipe, shop.Train(trained.Config), environment).Succeeds();
        var run = shop.RunFolders().Single();
        Recovery.RunFiles.AreTheSame(trained.Run, run);

        var (plain, localised) = (shop.At("plain.csv"), shop.At("localised.csv"));
        CommandProcess.DeepPipe("predict", trained.Bundle, trained.Table, plain, "--device", "cpu").Succeeds();
        foreach (var program in new[] { Programs.DeepPipe, Programs.Host })
        {
            CommandProcess.Run(program, ["predict", run + "/bundle", trained.Table, localised, "--force", "--device", "cpu"], environment)
                .Succeeds();
            Assert.Equal(File.ReadAllBytes(plain), File.ReadAllBytes(localised));
        }
    }
}
