using System.Text.Json;
using DeepPipe.Inference.Tests.Models;

namespace DeepPipe.Serving.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private readonly TestBundle bundle = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Fact]
    public void Predict_tells_what_it_did()
    {
        Assert.Equal(0, Predict("out.csv", json: false));
        Assert.Matches($"^Scored 7 rows on cpu, [0-9,]+ rows/s: .*out.csv{Environment.NewLine}$", output.ToString());
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Predict_tells_machines_in_JSON()
    {
        Assert.Equal(0, Predict("süß.csv", json: true));

        var result = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal(7, result.GetProperty("rows").GetInt64());
        Assert.Equal("cpu", result.GetProperty("device").GetString());
        Assert.Equal(At("süß.csv"), result.GetProperty("output").GetString());
        Assert.True(result.GetProperty("rows_per_second").GetDouble() > 0);
    }

    [Fact]
    public void A_failed_command_tells_why_and_answers_its_code()
    {
        File.WriteAllText(At("out.csv"), "precious");

        Assert.Equal(2, Predict("out.csv", json: false));
        Assert.Equal("", output.ToString());
        Assert.Equal(
            $"{At("out.csv")}: exists already. Give another name, or replace it with --force.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void Verify_tells_what_holds()
    {
        new VerifyCommand(bundle.Path) { Device = "cpu" }.Run(Terminal);

        Assert.Matches(
            "holds: 3 files by their hashes, the signature, and 7 golden rows on cpu, where the largest difference from training is [0-9.E-]+\\.",
            output.ToString());
    }

    [Fact]
    public void Verify_tells_machines_in_JSON()
    {
        new VerifyCommand(bundle.Path) { Device = "cpu", Json = true }.Run(Terminal);

        var result = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal("income", result.GetProperty("name").GetString());
        Assert.Equal(7, result.GetProperty("golden_rows").GetInt32());
        Assert.InRange(result.GetProperty("largest_difference").GetDouble(), 0, 1e-5);
    }

    [Fact]
    public void A_device_that_is_none_is_refused_with_those_that_are()
    {
        Assert.Null(DeviceOption.Problem("cuda:1"));
        Assert.Equal("The device is \"gpu\". Allowed: auto, cpu, cuda, cuda:N.", DeviceOption.Problem("gpu"));
    }

    public void Dispose() => bundle.Dispose();

    private Terminal Terminal => new(output, error, IsInteractive: false);

    private int Predict(string name, bool json)
    {
        var input = TableText.Write(At("rows.csv"), IncomeRows.Batch(IncomeRows.Some));
        var command = new PredictCommand(bundle.Path, input, At(name)) { Device = "cpu", Json = json };
        return CommandRunner.Run(Terminal, cancel => command.Run(Terminal, cancel));
    }

    private string At(string name) => Path.Combine(bundle.Root, name);
}
