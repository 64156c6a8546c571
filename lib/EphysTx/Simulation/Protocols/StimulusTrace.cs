namespace EphysTx.Simulation.Protocols;

/// <summary>Command currents in pA at 50 kHz, each with the test pulse that a reader of Allen files expects.</summary>
public static class StimulusTrace
{
    /// <summary>Onset of the stimulus proper, in samples.</summary>
    public const int Onset = 27500;

    /// <summary>Length of a long square, in samples.</summary>
    public const int LongSquareLength = 50000;

    /// <summary>Length of a short square, in samples.</summary>
    public const int ShortSquareLength = 150;

    private const int RampLength = 75000;
    private const int Pause = 40000;
    private const int TestPulseStart = 1000;
    private const int TestPulseLength = 500;
    private const float TestPulse = -20;

    /// <summary>A step of 1 s.</summary>
    public static float[] LongSquare(double amplitude) => Square(amplitude, LongSquareLength);

    /// <summary>A step of 3 ms.</summary>
    public static float[] ShortSquare(double amplitude) => Square(amplitude, ShortSquareLength);

    /// <summary>A ramp of 1.5 s from 0 to a current. Allen ramps rise by 25 pA/s and take longer.</summary>
    public static float[] Ramp(double last)
    {
        float[] trace = WithTestPulse(RampLength);
        for (int k = 0; k < RampLength; k++)
        {
            trace[Onset + k] = (float)(last * (k + 1) / RampLength);
        }

        return trace;
    }

    internal static float[] BeforeOnset() => WithTestPulse(-Pause);

    private static float[] Square(double amplitude, int length)
    {
        float[] trace = WithTestPulse(length);
        trace.AsSpan(Onset, length).Fill((float)amplitude);
        return trace;
    }

    private static float[] WithTestPulse(int length)
    {
        var trace = new float[Onset + length + Pause];
        trace.AsSpan(TestPulseStart, TestPulseLength).Fill(TestPulse);
        return trace;
    }
}
