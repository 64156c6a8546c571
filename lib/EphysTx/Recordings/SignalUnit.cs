namespace EphysTx.Recordings;

/// <summary>Units of stored series. Source: spec IPFX §1.3.</summary>
public static class SignalUnit
{
    /// <summary>From volts to the working unit, mV.</summary>
    public const double MillivoltsPerVolt = 1e3;

    /// <summary>From amperes to the working unit, pA.</summary>
    public const double PicoamperesPerAmpere = 1e12;

    /// <summary>The name of a base unit: <c>Volts</c> for V, volt(s); <c>Amps</c> for A, amp(s), ampere(s).</summary>
    /// <exception cref="EphysTxException">Any other unit, a prefixed one included: stored data are in base units.</exception>
    public static string Name(string unit) => unit switch
    {
        "V" or "v" or "Volts" or "volts" or "Volt" or "volt" => "Volts",
        "A" or "a" or "Amps" or "amps" or "Amp" or "amp" or "Amperes" or "amperes" or "Ampere" or "ampere" => "Amps",
        _ => throw new EphysTxException($"Unit '{unit}' is neither volts nor amperes; store the series in base units and put the prefix into its conversion."),
    };
}
