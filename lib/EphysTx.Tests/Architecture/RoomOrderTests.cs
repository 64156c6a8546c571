using System.Diagnostics;
using System.Reflection;

namespace EphysTx.Tests.Architecture;

/// <summary>The order of the rooms of the library: each uses only rooms that stand before it in this list.</summary>
public class RoomOrderTests
{
    [Fact]
    public void Every_type_stands_in_a_known_room()
    {
        string[] homeless = Rooms.Library.GetTypes()
            .Where(type => type.Namespace?.StartsWith("EphysTx", StringComparison.Ordinal) == true && type != typeof(EphysTxException))
            .Where(type => Rooms.Of(type) < 0)
            .Select(type => type.FullName!)
            .ToArray();

        Assert.Empty(homeless);
    }

    [Fact]
    public void A_room_uses_only_rooms_before_it()
    {
        string[] wrong =
        [
            .. Rooms.Uses()
                .Where(use => Rooms.Of(use.User) >= 0 && Rooms.Of(use.Used) > Rooms.Of(use.User))
                .Select(use => $"{use.User.FullName} uses {use.Used.FullName}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

        Assert.Empty(wrong);
    }

    [Fact]
    public void Libraries_use_only_those_below_them()
    {
        string[] Own(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("EphysTx", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        Assert.Empty(Own(typeof(EphysTx.Hdf5.Hdf5File).Assembly));
        Assert.Equal(["EphysTx.Hdf5"], Own(Rooms.Library));
        Assert.Subset(new HashSet<string> { "EphysTx", "EphysTx.Hdf5" }, Own(typeof(EphysTx.Workbook.WorkbookApp).Assembly).ToHashSet());
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
        foreach (Assembly assembly in new[] { Rooms.Library, typeof(EphysTx.Workbook.WorkbookApp).Assembly })
        {
            var attribute = assembly.GetCustomAttribute<DebuggableAttribute>();
            Assert.False(attribute?.IsJITOptimizerDisabled ?? false, $"{assembly.GetName().Name} is built without optimisation.");
        }
    }
}
