namespace EphysTx.Recordings;

/// <summary>What the amplifier controls during a sweep.</summary>
public enum ClampMode
{
    /// <summary>Current is injected, voltage is recorded.</summary>
    CurrentClamp,

    /// <summary>Voltage is commanded, current is recorded.</summary>
    VoltageClamp,
}
