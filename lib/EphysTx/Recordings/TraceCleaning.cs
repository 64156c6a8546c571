using System.Runtime.CompilerServices;

namespace EphysTx.Recordings;

/// <summary>
/// Turns stored numbers into the samples of a trace. Acquisition software fills what it did not record with exact zeros; those at
/// the end of a response are not voltages. Source: spec IPFX §1.3.
/// </summary>
public static class TraceCleaning
{
    /// <summary>
    /// Sets the longest run of exact zeros at the end to NaN, if the trace has any sample that is not zero (NaN counts as not zero).
    /// </summary>
    public static void MarkTrailingZeros(Span<float> response)
    {
        int last = response.LastIndexOfAnyExcept(0f, -0f);
        if (last >= 0)
        {
            response[(last + 1)..].Fill(float.NaN);
        }
    }

    /// <inheritdoc cref="MarkTrailingZeros(Span{float})"/>
    public static void MarkTrailingZeros(Span<double> response)
    {
        int last = response.LastIndexOfAnyExcept(0d, -0d);
        if (last >= 0)
        {
            response[(last + 1)..].Fill(double.NaN);
        }
    }

    /// <summary>
    /// Scales single-precision samples in place: (data · conversion) · factor, each product rounded to single precision, because
    /// that is what readers of such files have always returned.
    /// </summary>
    /// <param name="data">Stored samples.</param>
    /// <param name="conversion">The series' conversion to the base unit (V, A).</param>
    /// <param name="factor">From the base unit to the working unit: 1e3 for mV, 1e12 for pA.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static void Scale(Span<float> data, double conversion, double factor)
    {
        float c = (float)conversion;
        float f = (float)factor;
        for (int k = 0; k < data.Length; k++)
        {
            data[k] = data[k] * c * f;
        }
    }

    /// <summary>Scales in place in double precision: (data · conversion) · factor. For integer and double data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static void Scale(Span<double> data, double conversion, double factor)
    {
        for (int k = 0; k < data.Length; k++)
        {
            data[k] = data[k] * conversion * factor;
        }
    }
}
