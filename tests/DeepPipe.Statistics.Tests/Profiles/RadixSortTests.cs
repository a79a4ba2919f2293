using CsCheck;

namespace DeepPipe.Statistics.Tests.Profiles;

public sealed class RadixSortTests
{
    [Fact]
    public void Values_come_out_as_from_the_runtimes_own_sort() =>
        Gen.OneOf(Gen.Double.Where(double.IsFinite), Gen.Int[-300, 300].Select(value => (double)value)).Array[0, 3000].Sample(values =>
        {
            var sorted = values.ToArray();
            RadixSort.Sort(sorted);
            Assert.Equal(values.Order(), sorted);
        }, iter: 200);
}
