"""Writes the HDF5 fixtures beside this script, and fixtures.json with what h5py reads in them.

Run:  /usr/bin/python3 make_fixtures.py
Made with h5py 3.7.0 on HDF5 1.10.8 (Debian python3-h5py). All content is synthetic. Some properties that h5py does not
offer are set through the same HDF5 library by ctypes.
"""
import ctypes
import glob
import json
import os

import h5py
import numpy as np
from h5py import h5d, h5f, h5g, h5p, h5s, h5t

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = ctypes.CDLL(next(path for line in open("/proc/self/maps") if "libhdf5_serial.so" in (path := line.split()[-1])))
RNG = np.random.default_rng(20240607)


def call(name, hid, *values):
    """Calls a property-list function of the C library with integer arguments."""
    function = getattr(LIBRARY, name)
    function.restype = ctypes.c_int
    if function(ctypes.c_int64(hid.id), *values) < 0:
        raise RuntimeError(name)


def u(value):
    return ctypes.c_uint(value)


def open_new(name, **options):
    path = os.path.join(HERE, name)
    if os.path.exists(path):
        os.remove(path)
    return h5py.File(path, "w", **options)


def low_level(file, name, type_id, data, space=None, dcpl=None):
    space = space or h5s.create_simple(np.shape(data)) if np.shape(data) else h5s.create(h5s.SCALAR)
    dataset = h5d.create(file.id, name.encode(), type_id, space, dcpl)
    dataset.write(h5s.ALL, h5s.ALL, np.ascontiguousarray(data), mtype=type_id)
    return h5py.Dataset(dataset)


def types(file):
    numbers = file.create_group("numbers")
    for code in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"):
        limits = np.iinfo(code)
        values = [limits.min, limits.max, 0, 1, 7]
        for order in ("<", ">"):
            numbers[f"{'le' if order == '<' else 'be'}_{code}"] = np.array(values, dtype=order + code)
    for code in ("f2", "f4", "f8"):
        values = [0.0, -1.5, np.inf, -np.inf, np.nan, np.finfo(code).max, np.finfo(code).tiny, 0.1]
        for order in ("<", ">"):
            numbers[f"{'le' if order == '<' else 'be'}_{code}"] = np.array(values, dtype=order + code)
    numbers["scalar"] = 3.25
    numbers["none"] = h5py.Empty("f4")
    numbers["empty"] = np.zeros((0, 3), "i4")
    numbers["bool"] = np.array([True, False, True])
    numbers["enum"] = np.array([2, 0, 1, 2], dtype=h5py.enum_dtype({"RED": 0, "GREEN": 1, "BLUE": 2}, basetype="i2"))
    low_level(file, "numbers/bitfield", h5t.STD_B16BE, np.array([1, 0x8000, 0xFFFF], dtype=">u2"))
    low_level(file, "numbers/opaque", h5t.create(h5t.OPAQUE, 5), np.array([b"ab\0cd", b"12345"], dtype="V5"))
    array_type = h5t.array_create(h5t.STD_I16LE, (2, 3))
    low_level(file, "numbers/arrays", array_type, np.arange(12, dtype="<i2").reshape(2, 2, 3), space=h5s.create_simple((2,)))

    texts = file.create_group("texts")
    words = ["", "a", "längeres Wort", "µV", "x" * 40, "日本語"]
    texts["vlen_utf8"] = np.array(words, dtype=h5py.string_dtype())
    texts["vlen_ascii"] = np.array(["one", "two", ""], dtype=h5py.string_dtype("ascii"))
    texts["vlen_scalar"] = "a single text"
    texts["fixed_ascii"] = np.array([b"ab", b"", b"abcdefgh"], dtype="S8")
    texts["fixed_utf8"] = np.array([w.encode()[:12] for w in ["µV", "mV", "Ångström"]], dtype=h5py.string_dtype("utf-8", 12))
    for name, padding, fill in (("space", h5t.STR_SPACEPAD, b" "), ("term", h5t.STR_NULLTERM, b"\0"), ("null", h5t.STR_NULLPAD, b"\0")):
        kind = h5t.C_S1.copy()
        kind.set_size(6)
        kind.set_strpad(padding)
        low_level(file, f"texts/fixed_{name}", kind, np.array([b"abc".ljust(6, fill), b"".ljust(6, fill)], dtype="S6"))
    texts["matrix"] = np.array([["a", "bb"], ["ccc", "dddd"]], dtype=h5py.string_dtype())

    links = file.create_group("references")
    reference = h5py.ref_dtype
    links["objects"] = np.array([numbers.ref, texts["vlen_utf8"].ref, file.ref], dtype=reference)
    links.create_dataset("unset", (2,), dtype=reference)
    links["regions"] = np.array([numbers["le_i4"].regionref[1:3]], dtype=h5py.regionref_dtype)
    ragged = links.create_dataset("ragged_numbers", (4,), dtype=h5py.vlen_dtype("<f8"))
    ragged[0], ragged[1], ragged[3] = [1.0, 2.0, 3.0], [], [4.5]
    ragged = links.create_dataset("ragged_references", (2,), dtype=h5py.vlen_dtype(reference))
    ragged[0] = np.array([numbers.ref, texts.ref], dtype=reference)
    ragged[1] = np.array([file.ref], dtype=reference)

    inner = np.dtype([("x", "<f4"), ("y", ">i2", (2, 2))])
    record = np.dtype([("id", "<u8"), ("name", h5py.string_dtype()), ("tag", "S4"), ("inner", inner), ("ok", "?"), ("values", "<f8", (3,))])
    table = np.zeros(3, dtype=record)
    for i in range(3):
        table[i]["id"] = 2 ** 60 + i
        table[i]["name"] = ["zero", "eins", "deux"][i]
        table[i]["tag"] = [b"a", b"bcd", b"wxyz"][i]
        table[i]["inner"]["x"] = i + 0.5
        table[i]["inner"]["y"] = [[i, -i], [2 * i, 300]]
        table[i]["ok"] = i == 1
        table[i]["values"] = [i, i * 0.1, np.nan]
    file["table"] = table
    packed = np.dtype({"names": ["start", "count", "series"], "formats": ["<i4", "<i4", reference]})
    rows = np.zeros(2, dtype=packed)
    rows[0] = (3, 10, numbers["le_i4"].ref)
    rows[1] = (0, 5, texts.ref)
    file["series"] = rows

    file["named_type"] = np.dtype("<f4")
    shared = h5d.create(file.id, b"with_named_type", file["named_type"].id, h5s.create_simple((3,)))
    shared.write(h5s.ALL, h5s.ALL, np.array([1, 2, 3], "<f4"))
    file["with_named_type"].attrs.create("named", 5.0, dtype=file["named_type"])

    attributes = file.create_group("attributes").attrs
    attributes["text"] = "volts"
    attributes["texts"] = ["a", "b", "ccc"]
    attributes["fixed"] = np.bytes_("NWB")
    attributes["number"] = 2.5
    attributes["big"] = np.array([[1, 2], [3, 4]], dtype=">i4")
    attributes["reference"] = file["table"].ref
    attributes["empty"] = h5py.Empty("S1")
    attributes["flag"] = True
    attributes["µ name"] = 1


def chunked(group, name, data, chunks, maxshape=None, chunk_options=None, early=False, masks=None, **options):
    dataset = group.create_dataset(name, data=None, shape=data.shape, dtype=data.dtype, chunks=chunks, maxshape=maxshape, **options) \
        if chunk_options is None and not early else None
    if dataset is None:
        dcpl = h5p.create(h5p.DATASET_CREATE)
        dcpl.set_chunk(chunks)
        if early:
            dcpl.set_alloc_time(h5d.ALLOC_TIME_EARLY)
        if chunk_options is not None:
            call("H5Pset_chunk_opts", dcpl, u(chunk_options))
        if options.get("compression"):
            dcpl.set_deflate(4)
        dataset = h5py.Dataset(h5d.create(group.id, name.encode(), h5t.py_create(data.dtype), h5s.create_simple(data.shape), dcpl))
    dataset[...] = data
    return dataset


def wave(*shape, dtype="<f4"):
    count = int(np.prod(shape))
    return (np.round(1000 * np.sin(np.arange(count) / 7.0)) / 8).astype(dtype).reshape(shape)


def layouts(file, modern):
    group = file.create_group("layouts")
    group["contiguous"] = wave(7, 5)
    group["contiguous_be"] = wave(40, dtype=">i2")
    dcpl = h5p.create(h5p.DATASET_CREATE)
    dcpl.set_layout(h5d.COMPACT)
    low_level(file, "layouts/compact", h5t.IEEE_F64LE, wave(9, dtype="<f8"), dcpl=dcpl)
    group.create_dataset("unallocated", (4, 3), "<i4", fillvalue=-7)
    group.create_dataset("unallocated_chunked", (40,), "<f4", chunks=(16,), fillvalue=1.5)
    chunked(group, "plain", wave(50), (16,))
    chunked(group, "two_d", wave(20, 13), (8, 5))
    chunked(group, "three_d", wave(5, 6, 7, dtype="<i2"), (2, 4, 3))
    chunked(group, "deflate", wave(50), (16,), compression="gzip")
    chunked(group, "deflate_shuffle", wave(100), (32,), compression="gzip", shuffle=True)
    chunked(group, "shuffle_f8", wave(90, dtype="<f8"), (45,), compression="gzip", shuffle=True)
    chunked(group, "shuffle_i2", wave(90, dtype=">i2"), (45,), compression="gzip", shuffle=True)
    chunked(group, "shuffle_odd", np.array([b"%07d" % i for i in range(30)], dtype="S7"), (20,), compression="gzip", shuffle=True)
    chunked(group, "checked", wave(60), (25,), compression="gzip", shuffle=True, fletcher32=True)
    chunked(group, "checked_odd", np.arange(77, dtype="u1"), (77,), fletcher32=True)
    chunked(group, "two_d_filtered", wave(20, 13), (8, 5), compression="gzip", shuffle=True)
    if not modern:
        tall = group.create_dataset("tall", (300,), "<u2", chunks=(4,))
        tall[...] = np.arange(300)
    chunked(group, "grows", wave(100), (16,), maxshape=(None,))
    chunked(group, "grows_filtered", wave(100), (16,), maxshape=(None,), compression="gzip")
    chunked(group, "grows_second", wave(6, 30), (4, 4), maxshape=(10, None))
    chunked(group, "grows_both", wave(20, 20), (4, 4), maxshape=(None, None))
    chunked(group, "grows_both_filtered", wave(20, 20), (4, 4), maxshape=(None, None), compression="gzip")
    chunked(group, "limited", wave(6, 9), (4, 4), maxshape=(12, 17))
    chunked(group, "single", wave(30), (30,))
    chunked(group, "single_filtered", wave(30), (30,), compression="gzip")
    chunked(group, "single_partial", wave(17), (30,), maxshape=(30,), compression="gzip")
    chunked(group, "early", wave(13, 5), (4, 2), early=True)
    strings = group.create_dataset("texts", (7,), h5py.string_dtype(), chunks=(3,), compression="gzip")
    strings[...] = ["text %d" % i for i in range(7)]

    sparse = group.create_dataset("sparse", (60, 60), "<i4", chunks=(10, 10), fillvalue=9, compression="gzip")
    sparse[12:25, 33:47] = np.arange(13 * 14).reshape(13, 14)
    shrunk = chunked(group, "shrunk", wave(12, 12), (4, 4), maxshape=(None, None))
    shrunk.resize((6, 9))
    masked = group.create_dataset("masked", (30,), "<i4", chunks=(10,), compression="gzip", shuffle=True)
    masked[...] = np.arange(30)
    masked.id.write_direct_chunk((10,), np.arange(100, 110, dtype="<i4").tobytes(), filter_mask=3)
    if modern:
        many = group.create_dataset("many", (1100,), "u1", chunks=(1,), fillvalue=3)
        many[1040:1043] = [200, 201, 202]
        for i in (0, 1, 500, 1000, 1099):
            many[i] = i % 250
        grid = group.create_dataset("grid", (60, 60), "u1", chunks=(4, 4), maxshape=(None, None))
        grid[...] = np.arange(3600).reshape(60, 60) % 251
        far = group.create_dataset("far", (136000,), "u1", chunks=(1,), maxshape=(None,), fillvalue=4)
        # Beyond 131,000 the blocks of an extensible array are paged.
        for i in (0, 3, 4, 17, 80, 134200):
            far[i] = i % 241
        chunked(group, "raw_edges", wave(21, 9), (8, 4), chunk_options=2, compression="gzip")


def unsupported(file):
    file.create_dataset("lzf", data=wave(64), chunks=(64,), compression="lzf")
    file.create_dataset("scaleoffset", data=np.arange(64), chunks=(64,), scaleoffset=0)
    file.create_dataset("long_double", data=np.arange(3, dtype=np.longdouble))
    layout = h5py.VirtualLayout(shape=(4,), dtype="i4")
    layout[:] = h5py.VirtualSource("elsewhere.h5", "x", shape=(4,))
    file.create_virtual_dataset("virtual", layout)
    file.create_dataset("external", (4,), "i4", external=[("elsewhere.bin", 0, h5py.h5f.UNLIMITED)])


def groups(file, count):
    target = file.create_group("target")
    target["data"] = np.arange(3)
    many = file.create_group("many")
    for i in range(count):
        many[f"child_{i:03d}_{'x' * (i % 7)}"] = target
    file["soft"] = h5py.SoftLink("/target/data")
    file["target/relative"] = h5py.SoftLink("data")
    file["soft_group"] = h5py.SoftLink("target")
    file["dangling"] = h5py.SoftLink("/nowhere/at/all")
    file["loop_a"] = h5py.SoftLink("/loop_b")
    file["loop_b"] = h5py.SoftLink("/loop_a")
    file["external"] = h5py.ExternalLink("other.h5", "/some/path")
    file["target/up"] = file["/"]
    file["hard"] = target["data"]
    file.create_group("long " + "n" * 300)
    ordered = file.create_group("ordered", track_order=True)
    for name in ("zeta", "alpha", "mid", "beta"):
        ordered.create_group(name)
    for name in ("z", "a", "m"):
        ordered.attrs[name] = name
    dense = file.create_group("ordered_many", track_order=True)
    for i in range(20):
        dense[f"g{(i * 7) % 20:02d}"] = target
    attributes = file.create_group("attributes").attrs
    for i in range(40):
        attributes[f"attribute {i:02d}"] = i * 1.5 if i % 3 else f"value {i}"


def sized(name, offsets, lengths):
    fcpl = h5p.create(h5p.FILE_CREATE)
    fcpl.set_sizes(offsets, lengths)
    call("H5Pset_sym_k", fcpl, u(1), u(1))
    call("H5Pset_istore_k", fcpl, u(2))
    path = os.path.join(HERE, name)
    with h5py.File(h5f.create(path.encode(), h5f.ACC_TRUNC, fcpl)) as file:
        file["a/b/c"] = np.arange(4)
        for i in range(12):
            file.create_group(f"g{i}")
        chunked(file, "chunks", wave(30), (2,))
        file["texts"] = np.array(["x", "yz"], dtype=h5py.string_dtype())
        file["a"].attrs["reference"] = file["texts"].ref


def shared_messages(name):
    fcpl = h5p.create(h5p.FILE_CREATE)
    call("H5Pset_shared_mesg_nindexes", fcpl, u(1))
    call("H5Pset_shared_mesg_index", fcpl, u(0), u(0x1F), u(8))
    path = os.path.join(HERE, name)
    with h5py.File(h5f.create(path.encode(), h5f.ACC_TRUNC, fcpl)) as file:
        for i in range(4):
            dataset = file.create_dataset(f"d{i}", data=wave(6, 2), chunks=(3, 2), compression="gzip", fillvalue=2.5)
            dataset.attrs["same for all"] = "a rather long text that is the same for all of them"
            dataset.attrs["numbers"] = np.arange(20)


def make():
    for bound in ("earliest", "v110"):
        with open_new(f"types_{bound}.h5", libver=bound) as file:
            types(file)
    # Small B-tree nodes keep the file small and the trees deep.
    fcpl = h5p.create(h5p.FILE_CREATE)
    call("H5Pset_istore_k", fcpl, u(3))
    with h5py.File(h5f.create(os.path.join(HERE, "layouts_earliest.h5").encode(), h5f.ACC_TRUNC, fcpl)) as file:
        layouts(file, False)
    with open_new("layouts_v110.h5", libver="v110") as file:
        layouts(file, True)
    with open_new("groups_earliest.h5", libver="earliest") as file:
        groups(file, 60)
    with open_new("groups_latest.h5", libver="latest") as file:
        groups(file, 60)
        # Larger than the heap keeps in its blocks.
        file["attributes"].attrs.create("large", np.arange(5000) % 100, dtype="i1")
    with open_new("user_block.h5", userblock_size=1024) as file:
        file["x"] = np.arange(5)
        file["texts"] = np.array(["x", "yz"], dtype=h5py.string_dtype())
    with open_new("unsupported.h5", libver="latest") as file:
        unsupported(file)
    sized("sizes_4.h5", 4, 4)
    sized("sizes_mixed.h5", 8, 4)
    shared_messages("shared_messages.h5")


def number(value):
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)
    return value


def reference(file, value):
    return file[value].name if value else None


def encode(file, values, dtype):
    """Flat values as JSON; long ones as sums and ends."""
    if h5py.check_string_dtype(dtype) is not None:
        return {"text": [v if isinstance(v, str) else bytes(v).decode("utf-8", "replace").rstrip("\0 ") for v in values]}
    if h5py.check_ref_dtype(dtype) is not None:
        return {"reference": [reference(file, v) for v in values]}
    inner = h5py.check_vlen_dtype(dtype)
    if inner is not None:
        return {"sequence": [encode(file, np.asarray(v, dtype=inner).ravel(), inner) for v in values]}
    if dtype.names:
        members = {}
        for name in dtype.names:
            member = dtype[name]
            members[name] = encode(file, np.asarray(values[name]).ravel(), member.subdtype[0] if member.subdtype else member)
        return {"compound": members}
    if dtype.kind == "V":
        return {"bytes": values.tobytes().hex()}
    if len(values) <= 60:
        return {"number": [number(v) for v in values]}
    wide = values.astype("f8")
    return {"count": len(values), "sum": float(wide.sum()), "weighted": float((wide * (np.arange(len(wide)) % 97 + 1)).sum()),
            "ends": [number(v) for v in (values[0], values[-1])]}


def entry(file, value, dtype, shape):
    if shape is None:
        return {"shape": None}
    array = np.asarray(value) if not isinstance(value, np.ndarray) else value
    if array.dtype == object or dtype.names or h5py.check_string_dtype(dtype) is not None:
        array = np.asarray(value, dtype=dtype)
    return {"shape": list(array.shape), **encode(file, array.ravel(), dtype if not dtype.subdtype else dtype.subdtype[0])}


def window(dataset):
    """One part with steps, as h5py reads it."""
    slices, start, count, stride = [], [], [], []
    for length in dataset.shape:
        step = int(RNG.integers(1, 4))
        first = int(RNG.integers(0, max(1, length // 2)))
        number_of = int(min(8, (length - first - 1) // step + 1))
        slices.append(slice(first, first + (number_of - 1) * step + 1, step))
        start.append(first), count.append(number_of), stride.append(step)
    return {"start": start, "count": count, "stride": stride, "values": [number(v) for v in dataset[tuple(slices)].ravel()]}


def describe(path):
    entries = {}
    with h5py.File(path, "r") as file:
        seen = set()
        pending = ["/"]
        while pending:
            name = pending.pop()
            found = file[name]
            address = h5py.h5o.get_info(found.id).addr
            if address in seen:
                continue
            seen.add(address)
            for key in found.attrs:
                attribute = found.attrs.get_id(key)
                value = found.attrs[key]
                entries[f"{name}@{key}"] = entry(file, None if isinstance(value, h5py.Empty) else value, attribute.dtype, attribute.shape)
            if isinstance(found, h5py.Group):
                entries[name] = {"links": list(found)}
                pending += [("/" if name == "/" else name + "/") + key for key in found
                            if isinstance(found.get(key, getlink=True), h5py.HardLink)]
            elif isinstance(found, h5py.Dataset):
                entries[name] = entry(file, found[()], found.dtype, found.shape)
                if found.shape and found.dtype.kind in "iuf" and found.size and not found.id.get_type().get_class() == h5t.ARRAY:
                    entries[name]["window"] = window(found)
    return entries


def main():
    make()
    expected = {}
    for path in sorted(glob.glob(os.path.join(HERE, "*.h5"))):
        if not path.endswith("unsupported.h5"):
            expected[os.path.basename(path)] = describe(path)
    with open(os.path.join(HERE, "fixtures.json"), "w") as target:
        json.dump(expected, target, separators=(",", ":"), ensure_ascii=False)
        target.write("\n")


if __name__ == "__main__":
    main()
