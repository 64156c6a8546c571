namespace EphysTx.Recordings.Stimuli;

/// <summary>What the analysis does with a stimulus.</summary>
public enum StimulusProtocol
{
    /// <summary>Known or unknown, but of no protocol that features come from.</summary>
    Other,

    /// <summary>Test and search sweeps: no analysis looks at them.</summary>
    Excluded,

    /// <summary>Long current step (1 s).</summary>
    LongSquare,

    /// <summary>Short current step (3 ms).</summary>
    ShortSquare,

    /// <summary>Slow current ramp.</summary>
    Ramp,
}

/// <summary>One named stimulus.</summary>
/// <param name="Name">Name, for example <c>Long Square</c>.</param>
/// <param name="Protocol">What the analysis does with it.</param>
/// <param name="Codes">The codes that mean it; matched exactly, upper and lower case distinguished.</param>
public sealed record StimulusDefinition(string Name, StimulusProtocol Protocol, IReadOnlyList<string> Codes);
