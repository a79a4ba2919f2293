using System.Text;
using static DeepPipe.Data.Tests.Datasets;

namespace DeepPipe.Data.Tests;

public sealed class FolderFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_folder_of_images_is_a_row_a_file_in_ordinal_order()
    {
        foreach (var name in new[] { "dog/b.PNG", "dog/a.jpg", "cat/deep/x.webp", "cat/B.gif", "cat/.hidden.png", ".cache/a.png", "cat/notes.txt" })
            folder.Write(name, name);
        var dataset = Open(new ImageFolderSourceConfig { Path = folder.Path });
        Assert.Equal("image:image label:category", Types(dataset));
        Assert.Equal(["cat/B.gif|cat|cat/B.gif", "cat/deep/x.webp|cat|cat/deep/x.webp", "dog/a.jpg|dog|dog/a.jpg", "dog/b.PNG|dog|dog/b.PNG"],
            Read(dataset, "image", "label", "path"));
        Assert.Equal([folder.Of("cat/B.gif"), folder.Of("cat/deep/x.webp"), folder.Of("dog/a.jpg"), folder.Of("dog/b.PNG")], dataset.Files);
    }

    [Fact]
    public void A_path_names_rows_unless_it_is_declared()
    {
        folder.Write("dog/a.png", "x");
        var config = new DataConfig { Source = new ImageFolderSourceConfig { Path = folder.Path }, Split = new RandomSplitConfig { Validation = 0, Test = 0 } };
        Assert.Equal([false, false, true], Dataset.Open(config, 1).Columns.Select(column => column.IsIdentifier));
        Assert.Equal([false, false, true], Dataset.Open(Dataset.Open(config, 1).Resolved, 1).Columns.Select(column => column.IsIdentifier));
        Assert.DoesNotContain(Dataset.Open(config.With(("path", new CategoryColumnConfig())), 1).Columns, column => column.IsIdentifier);
    }

    [Fact]
    public void A_folder_of_texts_is_a_row_a_file()
    {
        folder.Write("neg/1.txt", "not good\nat all\n");
        folder.Write("pos/1.txt", Encoding.Latin1.GetBytes("très bon"));
        folder.Write("pos/2.txt", "");
        var dataset = Open(new TextFolderSourceConfig { Path = folder.Path, Encoding = TextEncoding.Latin1 });
        Assert.Equal("text:text label:category", Types(dataset));
        Assert.Equal(["not good\nat all\n|neg|neg/1.txt", "très bon|pos|pos/1.txt", "-|pos|pos/2.txt"], Read(dataset, "text", "label", "path"));
        Assert.Equal($"{folder.Of("pos/1.txt")}: the text is not UTF-8. If it is ISO 8859-1, set data.source.encoding to latin1; else convert the file first.",
            Complaint(() => Read(Open(new TextFolderSourceConfig { Path = folder.Path }), "text")));
    }

    [Fact]
    public void Folders_give_the_parts()
    {
        folder.Write("train/a/1.png", "1");
        folder.Write("valid/b/2.png", "2");
        folder.Write("test/a/3.png", "3");
        var dataset = Dataset.Open(new DataConfig
        {
            Source = new ImageFolderSourceConfig { Path = folder.Of("train") },
            Split = new FilesSplitConfig { Validation = folder.Of("valid"), Test = folder.Of("test") },
        }, 1);
        Assert.Equal(["1|a", "2|b", "3|a"], Read(dataset, "image", "label"));
        Assert.Equal([Part.Train, Part.Validation, Part.Test], Parts(dataset));
    }

    [Fact]
    public void What_is_no_folder_of_classes_is_refused()
    {
        var source = new ImageFolderSourceConfig { Path = folder.Of("set") };
        Assert.Equal($"{folder.Of("set")}: the folder does not exist.", Missing(source));
        Assert.Equal($"{folder.Write("file", "x")}: is a file. Give a folder with a folder for each class.", Missing(source with { Path = folder.Of("file") }));
        folder.Write("set/a/notes.txt", "x");
        Assert.Equal($"{folder.Of("set")}: has no files that end in .png, .jpg, .jpeg, .webp, .bmp, .gif.", Missing(source));
        folder.Write("set/x.png", "x");
        Assert.Equal($"{folder.Of("set/x.png")}: lies in no class's folder. Put it into a folder that is called like its class.", Complaint(() => Open(source)));
        File.Delete(folder.Of("set/x.png"));
        folder.Write("set/a/x.png", "");
        Assert.Equal($"{folder.Of("set/a/x.png")}: is empty. Remove it, or copy the image again.", Complaint(() => Read(Open(source), "image")));
    }

    public void Dispose() => folder.Dispose();

    private static string Missing(SourceConfig source) => Assert.Throws<MissingSourceException>(() => Open(source)).Message;

    private static Dataset Open(SourceConfig source) =>
        Dataset.Open(new DataConfig { Source = source, Split = new RandomSplitConfig { Validation = 0, Test = 0 } }, 1);
}
