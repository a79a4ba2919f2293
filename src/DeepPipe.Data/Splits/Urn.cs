using DeepPipe.Statistics;

namespace DeepPipe.Data;

/// <summary>
/// Draws, row by row, exactly so many rows of each part as were put in, every assignment as likely as another: selection
/// sampling (Knuth, The Art of Computer Programming, vol. 2, 3.4.2, algorithm S).
/// </summary>
internal sealed class Urn(long rowCount, long validationCount, long testCount)
{
    private long rows = rowCount;
    private long validation = validationCount;
    private long test = testCount;

    public Part Draw(SplitMix random)
    {
        var draw = random.NextBelow(rows--);
        if (draw < test)
        {
            test--;
            return Part.Test;
        }
        if (draw < test + validation)
        {
            validation--;
            return Part.Validation;
        }
        return Part.Train;
    }
}
