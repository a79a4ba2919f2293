using System.Globalization;
using static DeepPipe.Data.Tests.Tables;

namespace DeepPipe.Data.Tests;

public class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_locale_of_the_user_has_no_say(string name)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(name);
        try
        {
            using var folder = new TemporaryFolder();
            var path = folder.Write("Ilık.CSV", "height,TITLE,flag\n1.5,Iı,true\n-1e-3,İi,false\n,x,true\n");
            var dataset = Dataset.Open(Datasets.Csv(path), 1);
            Assert.Equal("height:number TITLE:category flag:boolean", Datasets.Types(dataset));
            foreach (var output in new[] { "o.csv", "o.parquet", "o.arrow" })
            {
                var batches = dataset.Read(["height", "TITLE"], default).Select(batch => batch.Rows).ToArray();
                Assert.Equal(["1.5|Iı", "-0.001|İi", "-|x"], Read(Write(folder.Of(output), batches), [Number("height"), Category("TITLE")]));
            }
            Assert.Equal("height,TITLE\n1.5,Iı\n-0.001,İi\n,x\n", File.ReadAllText(folder.Of("o.csv")));
            Assert.StartsWith($"{path}: row 1: column \"TITLE\" is \"Iı\". Expected a number.", Complaint(path, [Number("TITLE")]), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
