using EphysTx.Hdf5;

namespace EphysTx.Recordings.Nwb;

/// <summary>Which series of an NWB file make a sweep, by sweep number.</summary>
internal static class NwbPairing
{
    private const string Ephys = "general/intracellular_ephys";

    /// <summary>The series of each sweep, from the best source that the file has.</summary>
    public static SortedDictionary<int, List<NwbSeries>> Find(Hdf5File file, NwbReadOptions options)
    {
        if (file.Root.TryGetGroup($"{Ephys}/sweep_table", out Hdf5Group? sweepTable))
        {
            return FromSweepTable(file, sweepTable);
        }

        if (options.RequireSweepTable)
        {
            throw new EphysTxException("The file has no sweep table; the preset 'paper' needs one, 'recommended' does not.");
        }

        return file.Root.TryGetGroup($"{Ephys}/intracellular_recordings", out Hdf5Group? recordings)
            ? FromIntracellularRecordings(file, recordings)
            : FromSeries(file);
    }

    /// <summary>Rows of (sweep number, references); several rows may carry the same number.</summary>
    private static SortedDictionary<int, List<NwbSeries>> FromSweepTable(Hdf5File file, Hdf5Group table)
    {
        long[] numbers = table.Dataset("sweep_number").Read<long>();
        long[] ends = table.Dataset("series_index").Read<long>();
        Hdf5Reference[] references = table.Dataset("series").ReadReferences();
        if (numbers.Length != ends.Length)
        {
            throw new EphysTxException($"The sweep table has {numbers.Length} sweep numbers and {ends.Length} row ends; it is damaged.");
        }

        SortedDictionary<int, List<NwbSeries>> sweeps = [];
        long start = 0;
        for (int row = 0; row < numbers.Length; row++)
        {
            if (ends[row] < start || ends[row] > references.Length)
            {
                throw new EphysTxException($"Row {row} of the sweep table ends at series {ends[row]} of {references.Length}; the table is damaged.");
            }

            for (; start < ends[row]; start++)
            {
                Add(sweeps, checked((int)numbers[row]), NwbSeries.Of(file.Dereference(references[start])));
            }
        }

        return sweeps;
    }

    /// <summary>The table of newer files: a row has one stimulus and one response, each a stretch of a series.</summary>
    private static SortedDictionary<int, List<NwbSeries>> FromIntracellularRecordings(Hdf5File file, Hdf5Group table)
    {
        List<NwbSeries?> stimuli = Column(file, table, "stimuli/stimulus");
        List<NwbSeries?> responses = Column(file, table, "responses/response");
        int rows = Math.Max(stimuli.Count, responses.Count);
        int?[] own = new int?[rows];
        for (int row = 0; row < rows; row++)
        {
            own[row] = (At(responses, row) ?? At(stimuli, row))?.SweepNumber();
        }

        // Sweep numbers name the sweeps where every row has its own; simultaneous recordings share them, and then rows count.
        bool useOwn = own.All(number => number is not null) && own.Distinct().Count() == rows;
        SortedDictionary<int, List<NwbSeries>> sweeps = [];
        for (int row = 0; row < rows; row++)
        {
            int number = useOwn ? own[row]!.Value : row;
            foreach (NwbSeries? series in new[] { At(stimuli, row), At(responses, row) })
            {
                if (series is not null)
                {
                    Add(sweeps, number, series);
                }
            }
        }

        return sweeps;
    }

    /// <summary>Without any table the series' own sweep numbers pair them; those without stand alone after all others.</summary>
    private static SortedDictionary<int, List<NwbSeries>> FromSeries(Hdf5File file)
    {
        SortedDictionary<int, List<NwbSeries>> sweeps = [];
        List<NwbSeries> unnumbered = [];
        foreach (string folder in new[] { "acquisition", "stimulus/presentation" })
        {
            if (!file.Root.TryGetGroup(folder, out Hdf5Group? group))
            {
                continue;
            }

            foreach (Hdf5Group child in group.Children.OfType<Hdf5Group>())
            {
                NwbSeries series = NwbSeries.Of(child);
                if (series.Role == SeriesRole.Other)
                {
                    continue;
                }

                if (series.SweepNumber() is int number)
                {
                    Add(sweeps, number, series);
                }
                else
                {
                    unnumbered.Add(series);
                }
            }
        }

        int next = sweeps.Count == 0 ? 0 : sweeps.Keys.Last() + 1;
        foreach (NwbSeries series in unnumbered)
        {
            Add(sweeps, next++, series);
        }

        return sweeps;
    }

    private static List<NwbSeries?> Column(Hdf5File file, Hdf5Group table, string path)
    {
        if (!table.TryGetDataset(path, out Hdf5Dataset? column))
        {
            return [];
        }

        Hdf5Data rows = column.ReadData();
        int[] starts = rows.Member("idx_start").Read<int>();
        int[] counts = rows.Member("count").Read<int>();
        Hdf5Reference[] references = rows.Member("timeseries").ReadReferences();
        return [.. references.Select((reference, row) => starts[row] < 0 || counts[row] <= 0 || reference.IsNull
            ? null
            : NwbSeries.Of(file.Dereference(reference), (starts[row], counts[row])))];
    }

    private static NwbSeries? At(List<NwbSeries?> column, int row) => row < column.Count ? column[row] : null;

    private static void Add(SortedDictionary<int, List<NwbSeries>> sweeps, int number, NwbSeries series)
    {
        if (!sweeps.TryGetValue(number, out List<NwbSeries>? list))
        {
            sweeps[number] = list = [];
        }

        list.Add(series);
    }
}
