using EphysTx.Features;
using EphysTx.Features.Register;
using EphysTx.Recordings;

namespace EphysTx.Tests.Features;

/// <summary>Whatever the traces hold, a recording ends in values or typed failures.</summary>
public class HostileRecordingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutilated_recordings_end_in_values_or_failures(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 12; round++)
        {
            List<Sweep> sweeps = [.. SyntheticCell.Standard().Where(_ => random.Next(6) > 0).Select(sweep => random.Next(3) == 0 ? Mutilate(sweep, random.Next()) : sweep)];
            foreach (FeatureOptions options in new[] { FeatureOptions.Paper, FeatureOptions.Recommended })
            {
                RecordingFeatures features = RecordingFeatureExtractor.Extract(SyntheticCell.Make(sweeps), options);
                Assert.Equal(features.Error is null ? 12 : 0, features.Families.Count);
                Assert.All(features.Families, family => Assert.True(family.Values is not null || family.Failure is not null));
                Assert.All(
                    features.Families.Select(family => (family.Name, family.Failure)).Concat(features.Scalars.Select(scalar => (scalar.Name, scalar.Failure))),
                    feature => Assert.True(
                        feature.Failure is null || FeatureRegister.Get(feature.Name).Failures.Contains(feature.Failure.Reason),
                        $"{options.Name}: {feature.Name} failed with {feature.Failure}, which the register does not name."));
                Assert.All(features.Scalars, scalar => Assert.Equal(double.IsNaN(scalar.Value), scalar.Failure is not null));
                Assert.True(features.Error is null || options.Name == "paper", features.Error?.Text);
                Assert.True(features.Error is not null || features.Sweeps.Count == sweeps.Count);
            }
        }
    }

    [Fact]
    public void An_empty_recording_has_no_long_squares()
    {
        Assert.Equal(FailureReason.NoLongSquareSweeps, RecordingFeatureExtractor.Extract(SyntheticCell.Make(), FeatureOptions.Paper).Error!.Reason);
        Assert.All(
            RecordingFeatureExtractor.Extract(SyntheticCell.Make(), FeatureOptions.Recommended).Families,
            family => Assert.Null(family.Values));
    }

    [Fact]
    public void A_reader_that_fails_is_a_typed_failure()
    {
        Sweep sweep = SyntheticCell.LongSquare(0, 60) with { Read = _ => throw new EphysTxException("The disk is gone.") };
        Assert.Equal(FailureReason.UnreadableFile, RecordingFeatureExtractor.Extract(SyntheticCell.Make(sweep), FeatureOptions.Paper).Error!.Reason);
        Sweep io = sweep with { Read = _ => throw new IOException("The disk is gone.") };
        Assert.Equal(FailureReason.UnreadableFile, RecordingFeatureExtractor.Extract(SyntheticCell.Make(io), FeatureOptions.Recommended).Sweeps[0].Failures[0].Reason);
    }

    [Fact]
    public void Cancellation_stops_it()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RecordingFeatureExtractor.Extract(SyntheticCell.Make(SyntheticCell.Standard()), FeatureOptions.Paper, source.Token));
    }

    private static Sweep Mutilate(Sweep sweep, int seed)
    {
        Random random = new(seed);
        double rate = random.Next(4) == 0 ? new[] { 0, 1, 100, 16000, 20000, 200000, 1e9, double.NaN, -1, double.PositiveInfinity }[random.Next(10)] : sweep.SamplingRate;
        return sweep with { SamplingRate = rate, Read = token => Mutilate(sweep.Read(token), new Random(seed)) };
    }

    private static SweepTraces Mutilate(SweepTraces traces, Random random)
    {
        double[] stimulus = traces.Stimulus.ToDouble(traces.Stimulus.Length);
        double[] response = traces.Response.ToDouble(traces.Response.Length);
        int start = random.Next(response.Length);
        int count = random.Next(response.Length - start + 1);
        switch (random.Next(12))
        {
            case 0: response.AsSpan(start, count).Fill(double.NaN); break;
            case 1: stimulus.AsSpan(start, count).Fill(double.NaN); break;
            case 2: response.AsSpan(start).Fill(double.NaN); break;
            case 3: response.AsSpan().Fill(double.NaN); break;
            case 4: stimulus.AsSpan().Clear(); break;
            case 5: (stimulus, response) = (stimulus[..start], response[..start]); break;
            case 6: stimulus = stimulus[..start]; break;
            case 7: (stimulus, response) = ([], []); break;
            case 8: response.AsSpan(start, count).Fill(double.PositiveInfinity); break;
            case 9: (stimulus, response) = (stimulus[..Math.Min(start, 20)], response[..Math.Min(start, 20)]); break;
            case 10:
                for (int k = 0; k < response.Length; k++)
                {
                    response[k] = (random.NextDouble() * 200) - 100;
                }

                break;
            default: stimulus.AsSpan(start, count).Fill(1e30); break;
        }

        return new SweepTraces(new SampleArray(stimulus), new SampleArray(response));
    }
}
