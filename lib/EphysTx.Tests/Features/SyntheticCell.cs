using EphysTx.Recordings;

namespace EphysTx.Tests.Features;

/// <summary>
/// A cell drawn with formulas: a passive membrane, and spikes of a fixed shape at a rate that grows with current. No model of anything, only traces whose
/// features are known beforehand.
/// </summary>
internal static class SyntheticCell
{
    public const double Rate = 50000;
    public const int Onset = 30000;
    private const double Rest = -70;
    private const double Resistance = 0.2;
    private const double Tau = 0.015;
    private const double Rheobase = 60;

    public static Recording Make(params IEnumerable<Sweep> sweeps) => new("synthetic", sweeps);

    public static IEnumerable<Sweep> Standard()
    {
        int number = 0;
        foreach (double amplitude in new double[] { -110, -90, -70, -50, -30, -10, 20, 40, 60, 80, 100, 120, 140 })
        {
            yield return LongSquare(number++, amplitude);
        }

        yield return ShortSquare(number++, 300);
        yield return ShortSquare(number++, 300);
        yield return Ramp(number++);
    }

    public static Sweep LongSquare(int number, double amplitude, int duration = 50000, double noise = 0.01) =>
        Of(number, "X4PS_SupraThresh", Step(amplitude, duration, Onset + duration + 30000), number, noise);

    public static Sweep ShortSquare(int number, double amplitude)
    {
        float[] stimulus = Step(amplitude, 150, Onset + 30000);
        return Of(number, "X6SP_Rheo", stimulus, number, 0.01, [Onset + 140]);
    }

    public static Sweep Ramp(int number)
    {
        float[] stimulus = Step(0, 0, Onset + 80000);
        for (int k = 0; k < 50000; k++)
        {
            stimulus[Onset + k] = k * 0.004f;
        }

        return Of(number, "X7Ramp", stimulus, number, 0.01, [Onset + 20000, Onset + 24000, Onset + 27000]);
    }

    public static Sweep Of(int number, string code, float[] stimulus, float[] response, double rate = Rate) => new()
    {
        Number = number,
        StimulusCode = code,
        ClampMode = ClampMode.CurrentClamp,
        SamplingRate = rate,
        Read = _ => new SweepTraces(new SampleArray(stimulus), new SampleArray(response)),
    };

    public static float[] Step(double amplitude, int duration, int length)
    {
        float[] stimulus = new float[length];
        stimulus.AsSpan(1000, 500).Fill(-20);
        stimulus.AsSpan(Onset, duration).Fill((float)amplitude);
        return stimulus;
    }

    public static float[] Response(float[] stimulus, int seed, double noise, IReadOnlyList<int> spikes)
    {
        float[] response = new float[stimulus.Length];
        Random random = new(seed);
        double membrane = 0;
        double decay = Math.Exp(-1 / (Tau * Rate));
        for (int k = 0; k < response.Length; k++)
        {
            membrane = (membrane * decay) + (Resistance * stimulus[k] * (1 - decay));
            response[k] = (float)(Rest + membrane + (noise * ((2 * random.NextDouble()) - 1)));
        }

        foreach (int spike in spikes)
        {
            for (int k = 0; k < 400 && spike + k < response.Length; k++)
            {
                response[spike + k] += (float)Shape(k / Rate * 1000);
            }
        }

        return response;
    }

    private static Sweep Of(int number, string code, float[] stimulus, int seed, double noise, IReadOnlyList<int>? spikes = null) =>
        Of(number, code, stimulus, Response(stimulus, seed, noise, spikes ?? Spikes(stimulus)));

    private static List<int> Spikes(float[] stimulus)
    {
        List<int> spikes = [];
        double amplitude = stimulus[Onset];
        if (amplitude >= Rheobase)
        {
            int interval = (int)(Rate / (5 + ((amplitude - Rheobase) * 0.4)));
            for (int k = Onset + 2000; stimulus[k + 500] != 0; k += interval)
            {
                spikes.Add(k);
            }
        }

        return spikes;
    }

    // Up by 90 mV in 0.4 ms, down 12 mV below where it started within 1 ms, back over 5 ms.
    private static double Shape(double ms) => ms < 0.4
        ? 45 * (1 - Math.Cos(Math.PI * ms / 0.4))
        : ms < 1.4 ? -12 + (51 * (1 + Math.Cos(Math.PI * (ms - 0.4) / 1)))
        : -12 * Math.Exp(-(ms - 1.4) / 1.2);
}
