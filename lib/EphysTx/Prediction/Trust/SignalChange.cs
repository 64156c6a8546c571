using EphysTx.Recordings;

namespace EphysTx.Prediction;

/// <summary>The same cell, recorded on another rig: more or less noise, another sampling rate.</summary>
internal static class SignalChange
{
    /// <summary>A recording with its noise scaled: the noise is the difference from a recording of the same cell without any.</summary>
    /// <param name="noisy">The recording.</param>
    /// <param name="silent">The same sweeps without noise of the amplifier.</param>
    /// <param name="factor">What the noise is multiplied with; 1 leaves it.</param>
    public static Recording ScaleNoise(Recording noisy, Recording silent, double factor) => new(noisy.Name, noisy.Sweeps.Select((sweep, k) => sweep with
    {
        Read = token =>
        {
            SweepTraces traces = sweep.Read(token);
            SampleArray quiet = silent.Sweeps[k].Read(token).Response;
            var response = new float[Math.Min(traces.Response.Length, quiet.Length)];
            for (int i = 0; i < response.Length; i++)
            {
                response[i] = (float)(quiet[i] + (factor * (traces.Response[i] - quiet[i])));
            }

            return new SweepTraces(Cut(traces.Stimulus, response.Length), new SampleArray(response));
        },
    }));

    /// <summary>A recording sampled at another rate: voltages are read off between samples, commands hold their last value.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="rate">In Hz; at most that of the recording.</param>
    public static Recording Resample(Recording recording, double rate) => new(recording.Name, recording.Sweeps.Select(sweep => sweep with
    {
        SamplingRate = rate,
        Read = token =>
        {
            SweepTraces traces = sweep.Read(token);
            double step = sweep.SamplingRate / rate;
            int length = (int)((traces.Response.Length - 1) / step) + 1;
            float[] stimulus = new float[length], response = new float[length];
            for (int i = 0; i < length; i++)
            {
                double at = i * step;
                int k = Math.Min((int)at, traces.Response.Length - 1), next = Math.Min(k + 1, traces.Response.Length - 1);
                stimulus[i] = (float)traces.Stimulus[k];
                response[i] = (float)(traces.Response[k] + ((at - k) * (traces.Response[next] - traces.Response[k])));
            }

            return new SweepTraces(new SampleArray(stimulus), new SampleArray(response));
        },
    }));

    private static SampleArray Cut(SampleArray samples, int length)
    {
        var cut = new float[length];
        for (int i = 0; i < length; i++)
        {
            cut[i] = (float)samples[i];
        }

        return new SampleArray(cut);
    }
}
