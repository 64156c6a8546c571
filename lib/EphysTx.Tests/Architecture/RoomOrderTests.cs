using System.Diagnostics;
using System.Reflection;
using EphysTx.Cohorts;

namespace EphysTx.Tests.Architecture;

/// <summary>The order of the rooms of the library: each uses only rooms that stand before it in this list.</summary>
public class RoomOrderTests
{
    private static readonly string[] Rooms =
    [
        "Numerics", "Storage", "Recordings", "Features", "Simulation", "Cohorts", "Statistics", "Decomposition", "Tabular",
        "Sequence", "Transfer", "Prediction", "Figures", "Experiments", "Notebooks",
    ];

    private static readonly Assembly Library = typeof(Cohort).Assembly;

    [Fact]
    public void Every_type_stands_in_a_known_room()
    {
        string[] homeless = Library.GetTypes()
            .Where(type => type.Namespace?.StartsWith("EphysTx", StringComparison.Ordinal) == true && type != typeof(EphysTxException))
            .Where(type => RoomOf(type) < 0)
            .Select(type => type.FullName!)
            .ToArray();

        Assert.Empty(homeless);
    }

    [Fact]
    public void A_room_uses_only_rooms_before_it()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in Library.GetTypes())
        {
            int room = RoomOf(type);
            foreach (Type used in TypeReferences.Of(type).Where(used => used.Assembly == Library))
            {
                if (room >= 0 && RoomOf(used) > room)
                {
                    wrong.Add($"{type.FullName} uses {used.FullName}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_order_test_sees_uses_inside_method_bodies()
    {
        Assert.Contains(typeof(Stopwatch), TypeReferences.Of(typeof(RoomOrderTests)));
        Assert.True(Stopwatch.GetTimestamp() > 0);
    }

    [Fact]
    public void The_numerics_are_optimised_in_every_configuration()
    {
        foreach (Assembly assembly in new[] { Library, typeof(EphysTx.Workbook.WorkbookApp).Assembly })
        {
            var attribute = assembly.GetCustomAttribute<DebuggableAttribute>();
            Assert.False(attribute?.IsJITOptimizerDisabled ?? false, $"{assembly.GetName().Name} is built without optimisation.");
        }
    }

    private static int RoomOf(Type type) =>
        type.Namespace?.Split('.') is ["EphysTx", var room, ..] ? Array.IndexOf(Rooms, room) : -1;
}
