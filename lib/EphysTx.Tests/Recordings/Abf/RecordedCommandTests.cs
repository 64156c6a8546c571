using EphysTx.Numerics;
using EphysTx.Recordings.Abf;
using EphysTx.Recordings.Stimuli;

namespace EphysTx.Tests.Recordings.Abf;

public class RecordedCommandTests
{
    private const double Rate = 20_000;

    [Theory]
    [InlineData(1.0, -70, StimulusProtocol.LongSquare)]
    [InlineData(1.0, 200, StimulusProtocol.LongSquare)]
    [InlineData(0.003, 600, StimulusProtocol.ShortSquare)]
    public void A_noisy_step_is_told_by_its_form(double seconds, double amplitude, StimulusProtocol protocol)
    {
        int length = (int)(seconds * Rate);
        double[] command = RecordedCommand.Of(Noisy(30_000, k => k >= 4000 && k < 4000 + length ? amplitude : 0), Rate)!;

        DetectedStimulus stimulus = DetectedStimulus.Of(command, Rate);

        Assert.Equal(protocol, stimulus.Protocol);
        Assert.Equal(amplitude, stimulus.Amplitude, 1.0);
        Assert.Equal(seconds, stimulus.Duration, 0.0005);
    }

    [Fact]
    public void A_sweep_without_samples_has_no_command() => Assert.Null(RecordedCommand.Of([], 20_000));

    [Fact]
    public void A_noisy_ramp_is_told_by_its_form()
    {
        double[] command = RecordedCommand.Of(Noisy(40_000, k => k >= 4000 && k < 34_000 ? (k - 4000) * 0.01 : 0), Rate)!;

        DetectedStimulus stimulus = DetectedStimulus.Of(command, Rate);

        Assert.Equal(StimulusProtocol.Ramp, stimulus.Protocol);
        Assert.Equal(300, stimulus.Amplitude, 6.0);
    }

    [Fact]
    public void Noise_alone_is_no_stimulus_and_other_forms_are_not_known()
    {
        Assert.All(RecordedCommand.Of(Noisy(20_000, _ => 0), Rate)!, value => Assert.Equal(0, value));
        Assert.Null(RecordedCommand.Of(Noisy(20_000, k => 100 * Math.Sin(k / 500.0)), Rate));
        Assert.Null(RecordedCommand.Of(Noisy(20_000, k => k is >= 3000 and < 6000 ? 100 : k is >= 9000 and < 12_000 ? 200 : 0), Rate));
    }

    private static double[] Noisy(int length, Func<int, double> form)
    {
        var random = new SeededRandom(3);
        return [.. Enumerable.Range(0, length).Select(k => -12 + form(k) + random.NextNormal())];
    }
}
