namespace EphysTx.Sequence;

/// <summary>Zeroed numbers at a fixed address on a cache line's boundary. The address holds as long as the buffer is referenced.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly T[] _storage;

    public AlignedBuffer(int length)
    {
        Length = length;
        _storage = GC.AllocateArray<T>(checked(length + (Alignment / sizeof(T))), pinned: true);
        fixed (T* start = _storage)
        {
            Pointer = (T*)(((nint)start + Alignment - 1) & ~(nint)(Alignment - 1));
        }
    }

    public int Length { get; }

    public T* Pointer { get; }

    public Span<T> Span => new(Pointer, Length);
}
