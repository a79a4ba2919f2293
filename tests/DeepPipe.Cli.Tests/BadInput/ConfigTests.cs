namespace DeepPipe.Cli.Tests.BadInput;

/// <summary>Configs and command lines that are wrong: exit code 2, one message, and no run.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly Shop shop = new();

    [Fact]
    public void A_config_that_is_not_there() => Refuses(
        $"{shop.At("none.yaml")}: The file is missing. Allowed: a YAML file.", shop.At("none.yaml"));

    [Fact]
    public void A_table_that_is_not_there() => Refuses(
        $"{shop.At("gone.csv")}: the file does not exist.", shop.ConfigWith("rows.csv", "gone.csv"));

    [Fact]
    public void A_target_that_the_table_does_not_have() => Refuses(
        $"{shop.At("changed.yaml")}:7:14: targets.0.column is \"boght\". Allowed: a column of the table: age, hours, work, city, bought. "
        + "Did you mean \"bought\"?",
        shop.ConfigWith("column: bought", "column: boght"));

    [Fact]
    public void A_feature_that_the_table_does_not_have() => Refuses(
        "--set features.drop=[citty]: features.drop.0 is \"citty\". Allowed: the columns that may be features: age, hours, work, city. "
        + "Did you mean \"city\"?",
        shop.Config, "--set", "features.drop=[citty]");

    [Fact]
    public void A_key_that_is_misspelt() => Refuses(
        $"{shop.At("changed.yaml")}:9:1: trainning is an unknown key. Allowed: format, name, seed, data, features, targets, network, "
        + "training, evaluation, export. Did you mean \"training\"?",
        shop.ConfigWith("training:", "trainning:"));

    [Fact]
    public void A_set_with_a_key_that_is_misspelt() => Refuses(
        "--set training.epoch=3: training.epoch is an unknown key. Allowed: epochs, batch_rows, epoch_steps, drop_last, row_weights, sampling, augmentation, optimizer, groups, schedule, clip_norm, "
        + "early_stopping, checkpoints, threads. Did you mean \"epochs\"?",
        shop.Config, "--set", "training.epoch=3");

    [Fact]
    public void A_set_without_a_value() => Refuses(
        "--set training.epochs: --set is \"training.epochs\". Allowed: KEY=VALUE, as in training.epochs=10.",
        shop.Config, "--set", "training.epochs");

    [Fact]
    public void A_gate_that_the_task_does_not_measure_is_told_before_training() => Refuses(
        "--set evaluation.gates=[{metric: test.rmse, at_most: 1}]: evaluation.gates.0.metric is \"test.rmse\". Allowed: a part that has rows "
        + "(train, validation, test), then a point, then one of accuracy, balanced_accuracy, precision, recall, f1, precision_macro, "
        + "recall_macro, f1_macro, precision_weighted, recall_weighted, f1_weighted, log_loss, roc_auc, average_precision, brier, loss. Did you mean \"test.loss\"?",
        shop.Config, "--set", "evaluation.gates=[{metric: test.rmse, at_most: 1}]");

    [Fact]
    public void All_problems_of_a_file_are_told_at_once()
    {
        var config = shop.Write("bad.yaml", Shop.ConfigText
            .Replace("epochs: 8", "epochs: 0", StringComparison.Ordinal).Replace("mlp", "mpl", StringComparison.Ordinal));

        Refuses(
            $"{config}:8:17: network.type is \"mpl\". Allowed: linear, mlp, resnet, dcn_v2, ft_transformer, tabm, wide_and_deep, dlinear, nlinear, patch_tst, gru, lstm, gpt, ensemble, custom. Did you mean \"mlp\"?\n"
            + $"{config}:10:11: training.epochs is 0. Allowed: at least 1.",
            config);
    }

    [Fact]
    public void An_unknown_device() => Refuses(
        "The device is \"gpu\". Allowed: auto, cpu, cuda, cuda:N.\nSee deeppipe train --help.", shop.Config, "--device", "gpu");

    [Fact]
    public void An_unknown_option() => Refuses(
        "Unrecognized command or argument '--runz'. Did you mean \"--runs\"?\nSee deeppipe train --help.", shop.Config, "--runz");

    [Theory]
    [InlineData("trian", "Did you mean \"train\"?")]
    [InlineData("frobnicate", "Commands: check, train, resume, verify, predict, generate, doctor, schema.")]
    public void An_unknown_command(string word, string remedy) =>
        CommandProcess.DeepPipe(word, shop.Config).Refuses(2, $"There is no command \"{word}\". {remedy}\nSee deeppipe --help.");

    [Fact]
    public void A_runs_folder_in_a_loop_of_links()
    {
        File.CreateSymbolicLink(shop.At("one"), shop.At("two"));
        File.CreateSymbolicLink(shop.At("two"), shop.At("one"));
        var end = CommandProcess.DeepPipe("train", shop.Config, "--runs", shop.At("one/runs"));

        Assert.Equal(2, end.Code);
        Assert.EndsWith(
            $"Too many levels of symbolic links : '{shop.At("one/runs")}'. Mend the links, or choose another place.\n", end.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_runs_folder_below_a_file() => Refuses(
        $"Could not find a part of the path '{shop.At("rows.csv")}/runs'. Check the path.", shop.Config, "--runs", shop.At("rows.csv") + "/runs");

    public void Dispose() => shop.Dispose();

    private void Refuses(string message, string config, params string[] more)
    {
        string[] runs = more.Contains("--runs") ? [] : ["--runs", shop.Runs];
        CommandProcess.DeepPipe(["train", config, .. runs, .. more]).Refuses(2, message);
        Assert.False(Directory.Exists(shop.Runs));
    }
}
