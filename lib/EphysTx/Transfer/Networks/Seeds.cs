using EphysTx.Numerics;

namespace EphysTx.Transfer;

/// <summary>Seeds drawn one after the other from one generator.</summary>
internal static class Seeds
{
    public static long Next(SeededRandom random) => unchecked((long)random.NextUInt64());
}
