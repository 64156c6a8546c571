"""Compares `hdf5 dump FILE` with what h5py reads in the same file.

Run by hand:  /usr/bin/python3 check_dump.py path/to/EphysTx.Benchmarks.dll FILE...
Needs h5py (Debian: python3-h5py). Exit code 1 when any line differs.
"""
import math
import subprocess
import sys

import h5py
import numpy as np

MODULUS = 1 << 32


def fold(texts):
    total = 0
    for text in texts:
        total = (total * 31 + sum(text)) % MODULUS
    return total


def as_bytes(value):
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return bytes(value)


def describe(values, dtype):
    """The fields that a dump line has, from a flat array and its type."""
    string = h5py.check_string_dtype(dtype)
    sequence = h5py.check_vlen_dtype(dtype)
    if string is not None:
        texts = [as_bytes(v) for v in values]
        return ["text", len(texts), sum(map(len, texts)), fold(texts)]
    if h5py.check_ref_dtype(dtype) is not None:
        return ["reference", len(values), sum(bool(v) for v in values)]
    if sequence is not None:
        fields = ["sequences", len(values)]
        for v in values:
            fields += describe(np.asarray(v, dtype=sequence).ravel(), sequence)
        return fields
    if dtype.names:
        fields = ["compound"]
        for name in dtype.names:
            member = dtype[name]
            if member.subdtype:
                member = member.subdtype[0]
            fields += [name] + describe(np.asarray(values[name]).ravel(), member)
        return fields
    if dtype.kind in "iufb":
        numbers = np.asarray(values, dtype=np.float64)
        finite = numbers[np.isfinite(numbers)]
        weighted = finite * (np.arange(len(finite)) % 97 + 1)
        ends = (numbers[0], numbers[-1]) if len(numbers) else (0, 0)
        return ["number", len(numbers), len(finite), math.fsum(finite), math.fsum(weighted), *ends]
    return ["bytes", len(values) * dtype.itemsize]


def line(value, dtype, shape):
    if shape is None:
        return ["[]"] + describe(np.empty(0, dtype), dtype)
    array = np.asarray(value, dtype=dtype if not isinstance(value, np.ndarray) else None)
    return ["[%s]" % ",".join(map(str, array.shape))] + describe(array.ravel(), array.dtype if array.dtype != object else dtype)


def expected(path):
    lines = {}
    seen = set()
    with h5py.File(path, "r") as file:
        pending = [("/", file["/"])]
        while pending:
            name, found = pending.pop()
            info = h5py.h5o.get_info(found.id)
            if info.addr in seen:
                continue
            seen.add(info.addr)
            for key in found.attrs:
                attribute = found.attrs.get_id(key)
                value = found.attrs[key]
                if isinstance(value, h5py.Empty):
                    lines[f"{name}@{key}"] = line(None, attribute.dtype, None)
                else:
                    lines[f"{name}@{key}"] = line(value, attribute.dtype, attribute.shape)
            if isinstance(found, h5py.Dataset):
                lines[name] = line(None, found.dtype, None) if found.shape is None else line(found[()], found.dtype, found.shape)
            elif isinstance(found, h5py.Group):
                lines[name] = ["group", ",".join(sorted(found, key=lambda n: n.encode("utf-16-be")))]
                for key in sorted(found, reverse=True):
                    if isinstance(found.get(key, getlink=True), h5py.HardLink):
                        pending.append((("/" if name == "/" else name + "/") + key, found[key]))
            else:
                lines[name] = ["group", ""]
    return lines


def same(a, b):
    a, b = str(a), str(b)
    if a == b:
        return True
    try:
        a, b = float(a), float(b)
    except ValueError:
        return False
    return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def main(program, paths):
    bad = 0
    for path in paths:
        text = subprocess.run(["dotnet", program, "hdf5", "dump", path], capture_output=True, text=True, check=True).stdout
        got = {}
        for entry in text.split("\n"):
            if entry:
                name, *fields = entry.split("\t")
                got[name] = fields
        want = expected(path)
        wrong = [n for n in want if n not in got or len(got[n]) != len(want[n]) or not all(map(same, got[n], want[n]))]
        extra = [n for n in got if n not in want]
        print(f"{path}: {len(want)} entries, {len(wrong)} wrong, {len(extra)} extra")
        for name in wrong[:5]:
            print("   want", name, want[name], "got", got.get(name))
        for name in extra[:5]:
            print("   extra", name, got[name])
        bad += len(wrong) + len(extra)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
