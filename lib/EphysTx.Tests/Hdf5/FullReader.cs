using EphysTx.Hdf5;

namespace EphysTx.Tests.Hdf5;

/// <summary>Reads everything in a file, going on after each typed error; any other exception escapes.</summary>
internal sealed class FullReader
{
    private const int MaxObjects = 3000;

    private readonly HashSet<long> _visited = [];

    public int Objects { get; private set; }

    public int Values { get; private set; }

    public List<Hdf5Exception> Errors { get; } = [];

    public static FullReader Read(Func<Hdf5File> open)
    {
        var reader = new FullReader();
        reader.Try(() =>
        {
            using Hdf5File file = open();
            reader.Visit(file.Root);
        });
        return reader;
    }

    private void Visit(Hdf5Object start)
    {
        var pending = new Stack<Hdf5Object>();
        pending.Push(start);
        while (pending.TryPop(out Hdf5Object? next))
        {
            if (!_visited.Add(next.Reference.Address) || ++Objects > MaxObjects)
            {
                continue;
            }

            Try(() =>
            {
                foreach (Hdf5Attribute attribute in next.Attributes)
                {
                    Try(() => Use(attribute.Data, 0));
                }
            });
            switch (next)
            {
                case Hdf5Group group:
                    Try(() =>
                    {
                        foreach (Hdf5Link link in group.Links)
                        {
                            Try(() =>
                            {
                                if (group.TryGet(link.Name, out Hdf5Object? child))
                                {
                                    pending.Push(child);
                                }
                            });
                        }
                    });
                    break;
                case Hdf5Dataset dataset:
                    Try(() => Use(dataset.ReadData(), 0));
                    Try(() => Part(dataset));
                    break;
                case Hdf5NamedType type:
                    Try(() => Values += type.DataType.ToString().Length > 0 ? 1 : 0);
                    break;
                default:
                    break;
            }
        }
    }

    private void Part(Hdf5Dataset dataset)
    {
        if (dataset.Shape.Count == 0 || dataset.DataType.Number == Hdf5NumberFormat.None || dataset.Space.Count == 0)
        {
            return;
        }

        long[] start = [.. dataset.Shape.Select(n => n / 3)];
        long[] count = [.. dataset.Shape.Select((n, i) => Math.Min(4, ((n - start[i] - 1) / 2) + 1))];
        Values += dataset.Read<double>(new Hdf5Selection(start, count, [.. start.Select(_ => 2L)])).Length;
    }

    private void Use(Hdf5Data data, int depth)
    {
        Values++;
        if (data.DataType.IsString)
        {
            Values += data.ReadStrings().Length;
        }
        else if (data.DataType.Number != Hdf5NumberFormat.None)
        {
            Values += data.Read<double>().Length;
        }
        else if (data.DataType.Class == Hdf5TypeClass.Reference)
        {
            Values += data.ReadReferences().Length;
        }
        else if (data.DataType.Class == Hdf5TypeClass.Compound)
        {
            foreach (Hdf5Member member in data.DataType.Members)
            {
                Try(() => Use(data.Member(member.Name), depth + 1));
            }
        }
        else if (data.DataType.Class == Hdf5TypeClass.VariableLength)
        {
            foreach (Hdf5Data sequence in data.ReadSequences().Take(1000))
            {
                Try(() => Use(sequence, depth + 1));
            }
        }
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Hdf5Exception error)
        {
            Errors.Add(error);
        }
    }
}
