using System.Text;

namespace EphysTx.Hdf5;

/// <summary>Decodes the link message (specification IV.A.2.g).</summary>
internal static class LinkMessage
{
    public static Hdf5Link Decode(ref ByteReader reader)
    {
        reader.Version(1, "link");
        int flags = reader.U8();
        int type = (flags & 8) != 0 ? reader.U8() : 0;
        long? order = (flags & 4) != 0 ? (long)reader.U64() : null;
        if ((flags & 16) != 0)
        {
            reader.Skip(1);
        }

        long length = reader.Size(1 << (flags & 3), "length of a name");
        if (length == 0 || length > reader.Remaining)
        {
            throw reader.Corrupt("The name of a link has an impossible length");
        }

        string name = Encoding.UTF8.GetString(reader.Take((int)length));
        switch (type)
        {
            case 0:
                return new Hdf5Link(name, Hdf5LinkKind.Hard) { Target = new Hdf5Reference(reader.FileAddress()), CreationOrder = order };
            case 1:
                string path = Encoding.UTF8.GetString(reader.Take(reader.U16()));
                return new Hdf5Link(name, Hdf5LinkKind.Soft) { TargetPath = path, CreationOrder = order };
            case 64:
                reader.Skip(3);
                string file = reader.ZeroEnded("file of an external link");
                string target = reader.ZeroEnded("path of an external link");
                return new Hdf5Link(name, Hdf5LinkKind.External) { TargetFile = file, TargetPath = target, CreationOrder = order };
            default:
                return new Hdf5Link(name, Hdf5LinkKind.Other) { CreationOrder = order };
        }
    }
}
