using System.Diagnostics;

namespace DeepPipe.Benchmarks;

/// <summary>
/// Contenders timed in turns, in one process: what slows the machine for a while slows all of them, so their ratios within a
/// round are worth more than their times.
/// </summary>
internal sealed class Contest
{
    private readonly double[][] seconds;     // [contender][round]

    private Contest(double[][] seconds) => this.seconds = seconds;

    /// <summary>Runs the rounds after a warm-up; who begins a round changes from round to round.</summary>
    public static Contest Run(int warmupRounds, int rounds, params IReadOnlyList<Contender> contenders)
    {
        var seconds = contenders.Select(_ => new double[rounds]).ToArray();
        for (var round = -warmupRounds; round < rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var index = (round + warmupRounds + turn) % contenders.Count;
                var elapsed = Time(contenders[index].Work);
                if (round >= 0)
                    seconds[index][round] = elapsed;
            }
        }
        return new Contest(seconds);
    }

    /// <summary>The seconds of a contender, round by round.</summary>
    public Spread Seconds(int contender) => Spread.Of(seconds[contender]);

    /// <summary>A contender's time over another's, round by round.</summary>
    public Spread TimeRatio(int contender, int other) => Spread.Of(seconds[contender].Zip(seconds[other], (mine, theirs) => mine / theirs));

    /// <summary>A contender's speed over another's, round by round.</summary>
    public Spread SpeedRatio(int contender, int other) => TimeRatio(other, contender);

    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
