using System.Diagnostics;
using System.Globalization;
using System.Text;
using EphysTx.Hdf5;

namespace EphysTx.Benchmarks;

/// <summary>
/// Opens a file, lists everything, reads every attribute and dataset. <c>hdf5 FILE [REPEATS]</c> measures it;
/// <c>hdf5 dump FILE</c> prints a line per attribute and dataset for comparison with another reader.
/// </summary>
internal static class Hdf5Benchmark
{
    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["dump", string file]:
                Dump(file);
                return 0;
            case [string file]:
                Measure(file, 15);
                return 0;
            case [string file, string repeats]:
                Measure(file, int.Parse(repeats, CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Error.WriteLine("Usage: hdf5 FILE [REPEATS] | hdf5 dump FILE");
                return 1;
        }
    }

    private static void Measure(string path, int repeats)
    {
        foreach (int threads in (int[])[1, Environment.ProcessorCount])
        {
            var options = new Hdf5Options { MaxDegreeOfParallelism = threads };
            float[] buffer = [];
            var processor = new List<double>();
            var wall = new List<double>();
            long allocated = 0;
            (int Objects, int Attributes, long Bytes) seen = default;
            for (int i = 0; i < repeats; i++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
                var watch = Stopwatch.StartNew();
                seen = ReadAll(path, options, ref buffer);
                wall.Add(watch.Elapsed.TotalMilliseconds);
                processor.Add((Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds);
                allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{threads} thread(s): {seen.Objects} objects, {seen.Attributes} attributes, {seen.Bytes / 1e6:F1} MB of elements; first {processor[0]:F0} ms, "
                + $"median {Median(processor):F0} ms, least {processor.Min():F0} ms of processor, {Median(wall):F0} ms of wall time; {allocated / 1e6:F1} MB allocated"));
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static (int Objects, int Attributes, long Bytes) ReadAll(string path, Hdf5Options options, ref float[] buffer)
    {
        (int objects, int attributes, long bytes) = (0, 0, 0);
        using Hdf5File file = Hdf5File.Open(path, options);
        foreach (Hdf5Object found in file.Walk())
        {
            objects++;
            foreach (Hdf5Attribute attribute in found.Attributes)
            {
                attributes++;
                _ = attribute.DataType.IsString ? attribute.ReadStrings().Length : attribute.Data.Count;
            }

            if (found is not Hdf5Dataset dataset)
            {
                continue;
            }

            bytes += dataset.Space.Count * dataset.DataType.Size;
            if (dataset.DataType.Number == Hdf5NumberFormat.Float32 && dataset.Shape.Count == 1)
            {
                Array.Resize(ref buffer, (int)Math.Max(buffer.Length, dataset.Space.Count));
                dataset.Read(buffer.AsMemory(0, (int)dataset.Space.Count));
            }
            else
            {
                _ = dataset.DataType.IsString ? dataset.ReadStrings().Length : dataset.ReadData().Count;
            }
        }

        return (objects, attributes, bytes);
    }

    private static void Dump(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        foreach (Hdf5Object found in file.Walk())
        {
            foreach (Hdf5Attribute attribute in found.Attributes)
            {
                Line($"{found.Path}@{attribute.Name}", attribute.Data);
            }

            if (found is Hdf5Dataset dataset)
            {
                Line(found.Path, dataset.ReadData());
            }
            else
            {
                Console.WriteLine($"{found.Path}\tgroup\t{string.Join(",", ((found as Hdf5Group)?.Links ?? []).Select(l => l.Name).Order(StringComparer.Ordinal))}");
            }
        }
    }

    private static void Line(string path, Hdf5Data data) => Console.WriteLine($"{path}\t[{string.Join(",", data.Shape)}]\t{Describe(data)}");

    private static string Describe(Hdf5Data data)
    {
        if (data.DataType.IsString)
        {
            string[] texts = data.ReadStrings();
            return $"text\t{texts.Length}\t{texts.Sum(t => Encoding.UTF8.GetByteCount(t))}\t{texts.Aggregate(0u, (sum, t) => (sum * 31) + (uint)Encoding.UTF8.GetBytes(t).Sum(b => b))}";
        }

        if (data.DataType.Number != Hdf5NumberFormat.None)
        {
            double[] values = data.Read<double>();
            double[] finite = [.. values.Where(double.IsFinite)];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"number\t{values.Length}\t{finite.Length}\t{finite.Sum():R}\t{finite.Select((v, i) => v * ((i % 97) + 1)).Sum():R}\t{values.FirstOrDefault():R}\t{values.LastOrDefault():R}");
        }

        return data.DataType.Class switch
        {
            Hdf5TypeClass.Reference => $"reference\t{data.Count}\t{data.ReadReferences().Count(r => !r.IsNull)}",
            Hdf5TypeClass.Compound => "compound\t" + string.Join("\t", data.DataType.Members.Select(m => $"{m.Name}\t{Describe(data.Member(m.Name))}")),
            Hdf5TypeClass.VariableLength => $"sequences\t{data.Count}\t{string.Join("\t", data.ReadSequences().Select(Describe))}",
            _ => $"bytes\t{data.Bytes.Length}",
        };
    }
}
