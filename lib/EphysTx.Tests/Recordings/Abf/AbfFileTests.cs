using EphysTx.Features;
using EphysTx.Numerics;
using EphysTx.Prediction;
using EphysTx.Recordings;
using EphysTx.Recordings.Abf;
using EphysTx.Recordings.Stimuli;
using EphysTx.Cohorts.Allen;

namespace EphysTx.Tests.Recordings.Abf;

public class AbfFileTests
{
    private const int Points = 12_800;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void What_was_written_is_read(int version, bool isFloat)
    {
        AbfWriter writer = Example() with { IsFloat = isFloat, ChannelUnits = ["mV", "pA"], Sweeps = [.. Enumerable.Range(0, 3).Select(sweep => new[] { Wave(sweep), Wave(sweep + 10) })] };

        AbfFile file = Parse(writer, version);

        Assert.Equal(version == 1 ? "1.6.5.0" : "2.6.0.0", file.Version);
        Assert.Equal("steps", file.Protocol);
        Assert.Equal(AbfMode.Episodic, file.Mode);
        Assert.Equal(10_000, file.SamplingRate, 1e-3);
        Assert.Equal(["mV", "pA"], file.Channels.Select(channel => channel.Unit));
        Assert.Equal(3, file.Sweeps.Count);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            float[] first = file.Samples(0, sweep), second = file.Samples(1, sweep);
            double[] ofFirst = Wave(sweep), ofSecond = Wave(sweep + 10);
            Assert.Equal(Points, first.Length);
            Assert.All(Enumerable.Range(0, Points), k => Assert.True(Math.Abs(first[k] - ofFirst[k]) < 0.02 && Math.Abs(second[k] - ofSecond[k]) < 0.02));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gap_free_file_is_one_sweep_at_its_holding_level(int version)
    {
        AbfFile file = Parse(Example() with { Mode = 3, Holding = -20 }, version);

        Assert.Equal(new AbfSweep(0, 3 * Points), Assert.Single(file.Sweeps));
        Assert.All(file.Command(0, 0)!, value => Assert.Equal(-20, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Steps_grow_from_sweep_to_sweep(int version)
    {
        AbfFile file = Parse(Example(), version);

        for (int sweep = 0; sweep < 3; sweep++)
        {
            double[] command = file.Command(0, sweep)!;

            // 12,800 / 64 = 200 samples of holding, 800 of the first epoch, then the step.
            Assert.All(command[..1000], value => Assert.Equal(5, value));
            Assert.All(command[1000..9000], value => Assert.Equal(-40 + (60 * sweep), value));
            Assert.All(command[9000..], value => Assert.Equal(5, value));
        }
    }

    [Fact]
    public void Other_epochs_have_their_forms()
    {
        (short, float, float, int, int, int, int)[] epochs = [(3, 10, 0, 100, 0, 50, 20), (4, 10, 0, 100, 0, 50, 20), (5, 10, 0, 100, 0, 50, 20), (7, 10, 0, 100, 0, 50, 20), (2, 10, 0, 101, 0, 0, 0)];

        double[] command = Parse(Example() with { Holding = 0, Epochs = epochs }, 2).Command(0, 0)!;

        Assert.Equal([10, 10, 0, 0, 10], new[] { 200, 219, 220, 249, 250 }.Select(k => command[k]));
        Assert.Equal([0, 5, 10, 5], new[] { 300, 310, 320, 335 }.Select(k => command[k]));
        Assert.Equal([0, 10, 0], new[] { 400, 425, 450 }.Select(k => Math.Round(command[k], 9)));
        Assert.Equal([10, -10, 0], new[] { 500, 510, 520 }.Select(k => command[k]));
        Assert.Equal([0, 5, 10, 0], new[] { 600, 650, 700, 701 }.Select(k => command[k]));
    }

    [Fact]
    public void A_waveform_of_another_file_is_not_known() => Assert.Null(Parse(Example() with { WaveformSource = 2 }, 2).Command(0, 0));

    [Theory]
    [InlineData(8000, StimulusProtocol.LongSquare)]
    [InlineData(30, StimulusProtocol.ShortSquare)]
    [InlineData(800, StimulusProtocol.Other)]
    public void Protocols_are_told_from_the_form_of_the_command(int samples, StimulusProtocol protocol)
    {
        double[] command = new double[Points];
        Array.Fill(command, 50, 1000, samples);

        DetectedStimulus found = DetectedStimulus.Of(command, 10_000);

        Assert.Equal((protocol, 50.0, samples / 1e4), (found.Protocol, found.Amplitude, found.Duration));
    }

    [Fact]
    public void Ramps_are_found_and_second_steps_cut_off()
    {
        double[] ramp = [.. Enumerable.Range(0, Points).Select(k => k < 1000 ? 0 : Math.Min(k - 1000, 10_000) * 0.0025)];
        Assert.Equal(StimulusProtocol.Ramp, DetectedStimulus.Of(ramp, 10_000).Protocol);
        double[] stairs = [.. ramp.Select(value => Math.Floor(value * 20) / 20)];
        Assert.Equal(StimulusProtocol.Ramp, DetectedStimulus.Of(stairs, 10_000).Protocol);
        double[] twice = new double[Points];
        Array.Fill(twice, 50, 1000, 5000);
        Array.Fill(twice, 50, 8000, 3000);
        Assert.Equal(8000, DetectedStimulus.Of(twice, 10_000).Length);
        double[] sine = [.. Enumerable.Range(0, Points).Select(k => Math.Sin(k / 100.0))];
        Assert.Equal(StimulusProtocol.Other, DetectedStimulus.Of(sine, 10_000).Protocol);
        Assert.Equal(StimulusProtocol.Other, DetectedStimulus.Of(new double[Points], 10_000).Protocol);
    }

    [Fact]
    public void A_pulse_that_all_sweeps_share_is_a_test_pulse()
    {
        double[][] commands = [.. Enumerable.Range(0, 3).Select(sweep =>
        {
            double[] command = new double[Points];
            Array.Fill(command, -10, 500, 100);
            Array.Fill(command, 20 * sweep, 2000, 8000);
            return command;
        })];

        Assert.Equal(600, DetectedStimulus.CommonTestPulse(commands));
        commands[1][500] = -11;
        Assert.Null(DetectedStimulus.CommonTestPulse(commands));
    }

    [Fact]
    public void Features_of_a_recording_without_test_pulse_and_margins_are_those_of_its_trace()
    {
        // A passive cell: 100 MΩ, 20 ms, resting at −70 mV, steps of −40, 20 and 80 pA of 0.8 s, none of which evokes a spike.
        AbfWriter writer = Example() with
        {
            IsFloat = true,
            Holding = 0,
            Epochs = [(1, 0, 0, 800, 0, 0, 0), (1, -40, 60, 8000, 0, 0, 0)],
            Sweeps = [.. Enumerable.Range(0, 3).Select(sweep => new[] { Enumerable.Range(0, Points).Select(k => -70 + (0.1 * (-40 + (60 * sweep)) * Charge(k))).ToArray() })],
        };
        using Recording recording = AbfRecording.Of(Parse(writer, 2), "passive");

        CellFeatures cell = RecordingCells.Of(recording, "passive", "passive.abf", ScalarFeatures.Shared, FeatureOptions.Recommended with { Sweeps = FeatureOptions.Recommended.Sweeps with { Quality = RecordingCells.AnyRig } });

        Assert.Equal(-70, cell.Values[0], 0.05);
        Assert.Equal(100, cell.Values[1], 1);
        Assert.Equal(0.02, cell.Values[2], 0.001);
        Assert.Contains("No long-square sweep has a spike", cell.Reasons[5], StringComparison.Ordinal);

        static double Charge(int k) => k < 1000 ? 0 : k < 9000 ? 1 - Math.Exp(-(k - 1000) / 200.0) : (1 - Math.Exp(-40)) * Math.Exp(-(k - 9000) / 200.0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Hostile_files_are_typed_failures(int version)
    {
        byte[] whole = version == 1 ? Example().Version1() : Example().Version2();
        var random = new SeededRandom(version);
        int header = version == 1 ? 6144 : 4096, refused = 0;
        for (int trial = 0; trial < 1500; trial++)
        {
            byte[] bytes = (byte[])whole.Clone();
            for (int change = random.NextInt(6); change >= 0; change--)
            {
                bytes[random.NextInt(random.NextInt(2) == 0 ? 340 : header)] = (byte)random.NextInt(256);
            }

            bytes = random.NextInt(5) == 0 ? bytes[..random.NextInt(bytes.Length)] : bytes;
            try
            {
                AbfFile file = AbfFile.Parse("hostile.abf", bytes);
                using Recording recording = AbfRecording.Of(file, "hostile");
                Assert.Equal(file.Sweeps[0].Points, file.Samples(0, 0).Length);
            }
            catch (AnalysisFailureException failure)
            {
                Assert.Contains("hostile.abf", failure.Message, StringComparison.Ordinal);
                Assert.Contains(failure.Failure.Reason, new[] { FailureReason.DamagedFile, FailureReason.TruncatedFile, FailureReason.ForeignFile });
                refused++;
            }
        }

        Assert.True(refused > 150, $"only {refused} were refused");
        Assert.Equal(FailureReason.FileNotFound, Assert.Throws<AnalysisFailureException>(() => AbfFile.Read("absent.abf")).Failure.Reason);
    }

    private static AbfFile Parse(AbfWriter writer, int version) => AbfFile.Parse("test.abf", version == 1 ? writer.Version1() : writer.Version2());

    private static AbfWriter Example() => new()
    {
        Holding = 5,
        Epochs = [(1, 5, 0, 800, 0, 0, 0), (1, -40, 60, 8000, 0, 0, 0)],
        Sweeps = [.. Enumerable.Range(0, 3).Select(sweep => new[] { Wave(sweep) })],
    };

    private static double[] Wave(int sweep) => [.. Enumerable.Range(0, Points).Select(k => -70 + (20 * Math.Sin((k + (100 * sweep)) / 300.0)))];
}
