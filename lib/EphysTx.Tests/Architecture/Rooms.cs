using System.Reflection;
using EphysTx.Cohorts;

namespace EphysTx.Tests.Architecture;

/// <summary>The rooms of the library, from the ground up: each uses only rooms that stand before it in this list.</summary>
internal static class Rooms
{
    public static Assembly Library { get; } = typeof(Cohort).Assembly;

    public static IReadOnlyList<string> Names { get; } =
    [
        "Numerics", "Storage", "Recordings", "Features", "Simulation", "Cohorts", "Statistics", "Decomposition", "Tabular",
        "Sequence", "Transfer", "Prediction", "Figures", "Experiments", "Notebooks",
    ];

    /// <summary>Place of a type's room in the list, or −1.</summary>
    public static int Of(Type type) => type.Namespace?.Split('.') is ["EphysTx", var room, ..] ? Names.ToList().IndexOf(room) : -1;

    /// <summary>Which types of the library each of its types uses.</summary>
    public static IEnumerable<(Type User, Type Used)> Uses() =>
        from user in Library.GetTypes() from used in TypeReferences.Of(user) where used.Assembly == Library select (user, used);
}
