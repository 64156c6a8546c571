using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EphysTx.Hdf5;

namespace EphysTx.Simulation.Nwb;

/// <summary>Gives objects their NWB type and an object id that depends on the recording's name and the order only.</summary>
internal sealed class NwbIdentity(string name)
{
    private int _count;

    public void Mark(Hdf5NodeBuilder node, string space, string type)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{name}#{_count++}");
        node.SetAttribute("namespace", space);
        node.SetAttribute("neurodata_type", type);
        node.SetAttribute("object_id", new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString());
    }
}
