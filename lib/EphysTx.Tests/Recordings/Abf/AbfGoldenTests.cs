using System.Text.Json;
using EphysTx.Recordings.Abf;

namespace EphysTx.Tests.Recordings.Abf;

/// <summary>Real recordings and what another reader of the format says of them.</summary>
public class AbfGoldenTests
{
    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        string[] files = SharedData.Folder is { } folder && Directory.Exists(Path.Combine(folder, "golden", "abf")) ? Directory.GetFiles(Path.Combine(folder, "golden", "abf"), "*.abf") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileName(file));
        }

        if (files.Length == 0)
        {
            data.Add("none");
        }

        return data;
    }

    [SharedDataTheory("golden", "abf")]
    [MemberData(nameof(Files))]
    public void Header_samples_and_command_are_the_references(string name)
    {
        string path = SharedData.Path("golden", "abf", name);
        JsonElement expected = JsonDocument.Parse(File.ReadAllBytes(path + ".golden.json")).RootElement;

        AbfFile file = AbfFile.Read(path);

        Assert.Equal(expected.GetProperty("abf_version").GetString(), file.Version);
        Assert.Equal(expected.GetProperty("protocol").GetString(), file.Protocol);
        Assert.Equal(expected.GetProperty("sampling_rate_hz").GetDouble(), file.SamplingRate, 1e-6);
        Assert.Equal(expected.GetProperty("sweeps").GetInt32(), file.Sweeps.Count);
        Assert.Equal(Texts(expected, "adc_names"), file.Channels.Select(channel => channel.Name));
        Assert.Equal(Texts(expected, "adc_units"), file.Channels.Select(channel => channel.Unit));
        string[] outputs = Texts(expected, "dac_units");
        Assert.Equal(outputs, file.Outputs.Take(outputs.Length).Select(output => output.Unit));
        foreach (JsonElement series in expected.GetProperty("series").EnumerateArray())
        {
            Check(file, series);
        }
    }

    private static void Check(AbfFile file, JsonElement series)
    {
        int channel = series.GetProperty("channel").GetInt32(), sweep = series.GetProperty("sweep").GetInt32();
        float[] samples = file.Samples(channel, sweep);
        double scale = samples.Max(Math.Abs);
        Assert.Equal(series.GetProperty("points").GetInt32(), samples.Length);
        Near(Numbers(series, "first"), samples.Take(Numbers(series, "first").Length), scale);
        Near(Numbers(series, "last"), samples.TakeLast(Numbers(series, "last").Length), scale);
        Near([series.GetProperty("mean").GetDouble()], [(float)samples.Average(value => (double)value)], scale);
        Near([series.GetProperty("min").GetDouble(), series.GetProperty("max").GetDouble()], [samples.Min(), samples.Max()], scale);
        Assert.Equal(series.GetProperty("argmin").GetInt32(), Array.IndexOf(samples, samples.Min()));
        Assert.Equal(series.GetProperty("argmax").GetInt32(), Array.IndexOf(samples, samples.Max()));
        JsonElement expected = series.GetProperty("command");
        double[] command = ReferenceCommand(file, channel, sweep);
        Assert.Equal(samples.Length, command.Length);
        Assert.Equal(expected.GetProperty("mean").GetDouble(), command.Average(), 1e-6 * Math.Max(1, command.Max(Math.Abs)));
        (int At, double Level)[] changes = [.. Enumerable.Range(1, command.Length - 1).Where(k => command[k] != command[k - 1]).Select(k => (k, command[k]))];
        Assert.Equal(expected.GetProperty("n_changes").GetInt32(), changes.Length);
        int shown = 0;
        foreach (JsonElement change in expected.GetProperty("changes").EnumerateArray())
        {
            Assert.Equal(change[0].GetInt32(), changes[shown].At);
            Assert.Equal(change[1].GetDouble(), changes[shown].Level, 1e-6 * Math.Max(1, Math.Abs(changes[shown].Level)));
            shown++;
        }
    }

    // The reference pairs channel and output by position. For an output of version 1 whose waveform is on and has no epoch it gives the first output's level of the same number; an output without epochs
    // holds its level, and that is what AbfFile.Command says (see the test below).
    private static double[] ReferenceCommand(AbfFile file, int channel, int sweep)
    {
        AbfOutput output = file.Outputs[channel];
        bool isOddity = file.Version.StartsWith('1') && output.WaveformEnabled && output.Epochs.Count == 0 && channel < file.Outputs[0].Epochs.Count;
        return isOddity
            ? [.. Enumerable.Repeat(file.Outputs[0].Epochs[channel].Level, file.Sweeps[sweep].Points)]
            : file.Command(channel, sweep) ?? [];
    }

    [SharedDataFact("golden", "abf", "190619B_0003.abf")]
    public void An_output_without_epochs_holds_its_level()
    {
        AbfFile file = AbfFile.Read(SharedData.Path("golden", "abf", "190619B_0003.abf"));

        Assert.Empty(file.Outputs[1].Epochs);
        Assert.All(file.Command(1, 0)!, value => Assert.Equal(file.Outputs[1].Holding, value));
    }

    private static void Near(double[] expected, IEnumerable<float> actual, double scale) =>
        Assert.All(expected.Zip(actual, (e, a) => Math.Abs(e - a)), difference => Assert.True(difference <= 1e-6 * scale, $"{difference} off, of {scale}"));

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(one => one.GetDouble())];

    private static string[] Texts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(one => one.GetString()!)];
}
