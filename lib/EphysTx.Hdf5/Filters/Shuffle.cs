using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EphysTx.Hdf5;

/// <summary>
/// The shuffle filter: all first bytes of the elements, then all second bytes, and so on. Bytes after the last whole element
/// stay where they are.
/// </summary>
internal static class Shuffle
{
    /// <summary>Puts the bytes of each element together again.</summary>
    public static void Undo(ReadOnlySpan<byte> input, Span<byte> output, uint elementSize)
    {
        if (elementSize <= 1 || elementSize > input.Length)
        {
            input.CopyTo(output);
            return;
        }

        int size = (int)elementSize;
        int count = input.Length / size;
        int done = size switch
        {
            2 => Undo2(input, output, count),
            4 => Undo4(input, output, count),
            8 => Undo8(input, output, count),
            _ => 0,
        };
        for (int plane = 0; plane < size; plane++)
        {
            ReadOnlySpan<byte> source = input.Slice(plane * count, count);
            for (int i = done, at = (done * size) + plane; i < source.Length; i++, at += size)
            {
                output[at] = source[i];
            }
        }

        input[(count * size)..].CopyTo(output[(count * size)..]);
    }

    /// <summary>Takes the bytes of each element apart.</summary>
    public static void Apply(ReadOnlySpan<byte> input, Span<byte> output, int elementSize)
    {
        int count = input.Length / elementSize;
        for (int plane = 0; plane < elementSize; plane++)
        {
            Span<byte> target = output.Slice(plane * count, count);
            for (int i = 0, at = plane; i < target.Length; i++, at += elementSize)
            {
                target[i] = input[at];
            }
        }

        input[(count * elementSize)..].CopyTo(output[(count * elementSize)..]);
    }

    private static int Undo2(ReadOnlySpan<byte> input, Span<byte> output, int count)
    {
        ref byte source = ref MemoryMarshal.GetReference(input);
        ref byte target = ref MemoryMarshal.GetReference(output);
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && i <= count - 16; i += 16)
        {
            Vector128<byte> a = Load(ref source, i);
            Vector128<byte> b = Load(ref source, count + i);
            Low(a, b).StoreUnsafe(ref target, (nuint)(2 * i));
            High(a, b).StoreUnsafe(ref target, (nuint)((2 * i) + 16));
        }

        return i;
    }

    private static int Undo4(ReadOnlySpan<byte> input, Span<byte> output, int count)
    {
        ref byte source = ref MemoryMarshal.GetReference(input);
        ref byte target = ref MemoryMarshal.GetReference(output);
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && i <= count - 16; i += 16)
        {
            Vector128<byte> a = Load(ref source, i);
            Vector128<byte> b = Load(ref source, count + i);
            Vector128<byte> c = Load(ref source, (2 * count) + i);
            Vector128<byte> d = Load(ref source, (3 * count) + i);
            Pairs(Low(a, b), Low(c, d), ref target, 4 * i);
            Pairs(High(a, b), High(c, d), ref target, (4 * i) + 32);
        }

        return i;
    }

    private static int Undo8(ReadOnlySpan<byte> input, Span<byte> output, int count)
    {
        ref byte source = ref MemoryMarshal.GetReference(input);
        ref byte target = ref MemoryMarshal.GetReference(output);
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && i <= count - 16; i += 16)
        {
            Vector128<byte> a = Load(ref source, i), b = Load(ref source, count + i);
            Vector128<byte> c = Load(ref source, (2 * count) + i), d = Load(ref source, (3 * count) + i);
            Vector128<byte> e = Load(ref source, (4 * count) + i), f = Load(ref source, (5 * count) + i);
            Vector128<byte> g = Load(ref source, (6 * count) + i), h = Load(ref source, (7 * count) + i);
            Quads(Low(a, b), Low(c, d), Low(e, f), Low(g, h), ref target, 8 * i);
            Quads(High(a, b), High(c, d), High(e, f), High(g, h), ref target, (8 * i) + 64);
        }

        return i;
    }

    private static Vector128<byte> Load(ref byte source, int at) => Vector128.LoadUnsafe(ref source, (nuint)at);

    private static void Pairs(Vector128<byte> first, Vector128<byte> second, ref byte target, int at)
    {
        Low16(first, second).StoreUnsafe(ref target, (nuint)at);
        High16(first, second).StoreUnsafe(ref target, (nuint)(at + 16));
    }

    private static void Quads(Vector128<byte> ab, Vector128<byte> cd, Vector128<byte> ef, Vector128<byte> gh, ref byte target, int at)
    {
        Words(Low16(ab, cd), Low16(ef, gh), ref target, at);
        Words(High16(ab, cd), High16(ef, gh), ref target, at + 32);
    }

    private static void Words(Vector128<byte> first, Vector128<byte> second, ref byte target, int at)
    {
        Low32(first, second).StoreUnsafe(ref target, (nuint)at);
        High32(first, second).StoreUnsafe(ref target, (nuint)(at + 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Shuffle(Merge64(a, b, 0), Vector128.Create((byte)0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Shuffle(Merge64(a, b, 1), Vector128.Create((byte)0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low16(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a.AsUInt16(), b.AsUInt16()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsUInt16(), b.AsUInt16()).AsByte()
        : Vector128.Shuffle(Merge64(a, b, 0).AsUInt16(), Vector128.Create((ushort)0, 4, 1, 5, 2, 6, 3, 7)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High16(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a.AsUInt16(), b.AsUInt16()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsUInt16(), b.AsUInt16()).AsByte()
        : Vector128.Shuffle(Merge64(a, b, 1).AsUInt16(), Vector128.Create((ushort)0, 4, 1, 5, 2, 6, 3, 7)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low32(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a.AsUInt32(), b.AsUInt32()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsUInt32(), b.AsUInt32()).AsByte()
        : Vector128.Shuffle(Merge64(a, b, 0).AsUInt32(), Vector128.Create(0u, 2, 1, 3)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High32(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a.AsUInt32(), b.AsUInt32()).AsByte()
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsUInt32(), b.AsUInt32()).AsByte()
        : Vector128.Shuffle(Merge64(a, b, 1).AsUInt32(), Vector128.Create(0u, 2, 1, 3)).AsByte();

    /// <summary>The lower or upper halves of two vectors in one.</summary>
    private static Vector128<byte> Merge64(Vector128<byte> a, Vector128<byte> b, int half) =>
        Vector128.Create(a.AsUInt64()[half], b.AsUInt64()[half]).AsByte();
}
