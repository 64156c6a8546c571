namespace EphysTx.Recordings.Stimuli;

/// <summary>From the stimulus description in a file to the stimulus code.</summary>
public static class StimulusCode
{
    private const string ChannelSuffix = "_DA_0";

    /// <summary>
    /// Removes a final <c>_DA_0</c> (the output channel that the acquisition adds; other channels keep their suffix) and then
    /// everything from the first <c>[</c> on. Source: spec IPFX §1.4.
    /// </summary>
    public static string FromDescription(string description)
    {
        string code = description.EndsWith(ChannelSuffix, StringComparison.Ordinal) ? description[..^ChannelSuffix.Length] : description;
        int bracket = code.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? code : code[..bracket];
    }
}
