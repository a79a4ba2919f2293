using DeepPipe.Encoders;
using DeepPipe.Statistics;

namespace DeepPipe.Bundle.Tests;

public sealed class SignatureForecastTests
{
    private static readonly SignatureTarget Next = new()
    {
        Column = "next",
        Task = SignatureTarget.Forecast,
        Horizon = 2,
        Channels = [new("load", 10, 2)],
    };

    private static readonly Signature Holds = new()
    {
        Inputs = [new("load", ColumnType.Vector, []) { Encoding = new VectorEncoding(8) }],
        Targets = [Next],
        Windows = new(8) { Series = "id", Time = new("when", ColumnType.DateTime, []), CarriesForward = true },
    };

    [Fact]
    public void A_signature_of_windows_holds_and_reads_back()
    {
        var folder = Directory.CreateTempSubdirectory("deeppipe bundle ");
        var path = Path.Combine(folder.FullName, "bundle");
        BundleFolder.Create(path, SomeBundle.Manifest with { Signature = Holds }, SomeBundle.WriteFiles, replace: false);
        var read = BundleFolder.OpenUnchecked(path).Manifest.Signature;
        folder.Delete(recursive: true);

        Assert.Equal((8, "id", true), (read.Windows!.LookBack, read.Windows.Series, read.Windows.CarriesForward));
        Assert.Equal(("when", ColumnType.DateTime), (read.Windows.Time!.Name, read.Windows.Time.Type));
        Assert.Equal(2, read.Targets[0].Horizon);
        Assert.Equal(Next.Channels, read.Targets[0].Channels);
    }

    [Fact]
    public void What_does_not_hold_is_named()
    {
        Assert.Equal("windows: the column \"load\" is no vector of 9 steps", Problem(Holds with { Windows = new(9) }));
        Assert.Equal("targets.0.channels: 1 channels of 0 steps do not fit the task \"forecast\"", Problem(Holds with { Targets = [Next with { Horizon = 0 }] }));
        Assert.Equal("targets.0.channels: the deviation of \"load\" is 0", Problem(Holds with { Targets = [Next with { Channels = [new("load", 1, 0)] }] }));
        Assert.Equal("windows: there is no forecast of what follows them", Problem(Holds with { Targets = [new() { Column = "y", Task = SignatureTarget.Regression }] }));
        Assert.Equal(
            "targets.0.channels: 1 channels of 2 steps do not fit the task \"regression\"",
            Problem(Holds with { Windows = null, Targets = [Next with { Task = SignatureTarget.Regression }] }));
    }

    private static string Problem(Signature signature) =>
        Assert.Throws<InvalidOperationException>(() => BundleFolder.Create(Path.GetTempPath(), SomeBundle.Manifest with { Signature = signature }, _ => { }, replace: false))
            .Message.Split("signature.", 2)[1].TrimEnd('.');
}
