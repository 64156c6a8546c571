using System.Runtime.CompilerServices;

namespace EphysTx.Recordings;

/// <summary>
/// Memory for the samples of one recording after another. Traces are a hundred megabytes per recording that are dead at once; taken anew for each, they cost the collector and the
/// operating system time in which every worker stands still. One thread at a time uses it.
/// </summary>
public sealed class SampleMemory
{
    private readonly Shelf<float> _single = new();
    private readonly Shelf<double> _full = new();

    /// <summary>Bytes of all arrays that it holds or has handed out.</summary>
    public long Bytes => _single.Bytes + _full.Bytes;

    /// <summary>An array of at least so many single-precision samples, of undefined content, until <see cref="Release"/>.</summary>
    public float[] TakeSingles(int length) => _single.Take(length);

    /// <summary>An array of at least so many double-precision samples, of undefined content, until <see cref="Release"/>.</summary>
    public double[] TakeDoubles(int length) => _full.Take(length);

    /// <summary>Takes samples back before the others, for the next sweep of the same recording; samples of other memory are left alone.</summary>
    public void Return(SampleArray samples)
    {
        if (samples.Singles is { } single)
        {
            _single.Return(single);
        }
        else if (samples.Doubles is { } full)
        {
            _full.Return(full);
        }
    }

    /// <summary>
    /// Takes back everything that was handed out: nothing that was read into it may be used any more. What the last recording had no use for is let go, so that one long recording
    /// does not hold its memory for the rest of a batch.
    /// </summary>
    public void Release()
    {
        _single.Release();
        _full.Release();
    }

    private sealed class Shelf<T>
    {
        private readonly SortedList<(int Length, int Number), T[]> _free = [];
        private readonly HashSet<T[]> _taken = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<T[]> _used = new(ReferenceEqualityComparer.Instance);
        private int _number;

        public long Bytes => Unsafe.SizeOf<T>() * (_free.Keys.Sum(key => (long)key.Length) + _taken.Sum(array => (long)array.Length));

        public T[] Take(int length)
        {
            int at = FirstOfAtLeast(length);
            T[] array;
            if (at < _free.Count && _free.Keys[at].Length <= 2L * length)
            {
                array = _free.Values[at];
                _free.RemoveAt(at);
            }
            else
            {
                array = GC.AllocateUninitializedArray<T>(length);
            }

            _taken.Add(array);
            _used.Add(array);
            return array;
        }

        public void Return(T[] array)
        {
            if (_taken.Remove(array))
            {
                _free.Add((array.Length, _number++), array);
            }
        }

        public void Release()
        {
            _free.Clear();
            foreach (T[] array in _used)
            {
                _free.Add((array.Length, _number++), array);
            }

            _taken.Clear();
            _used.Clear();
        }

        private int FirstOfAtLeast(int length)
        {
            int low = 0, high = _free.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = _free.Keys[middle].Length < length ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
