"""Reads a file that our writer wrote (WrittenFile.cs) with h5py and checks all of it.

Run:  /usr/bin/python3 check_written.py FILE     exit code 0 and "all as expected" when it is right
Also appends to a dataset that may grow and to a group, in a copy, to see that the file can be written on.
"""
import os
import shutil
import sys

import h5py
import numpy as np


def wave(count):
    return ((np.arange(count) % 1000) / 8).astype("f4")


def same(found, expected):
    found = np.asarray(found)
    expected = np.asarray(expected)
    assert found.dtype == expected.dtype, (found.dtype, expected.dtype)
    np.testing.assert_array_equal(found, expected)


def check_numbers(group):
    for code in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
        same(group[code][()], np.array([np.iinfo(code).min, np.iinfo(code).max], code))
    same(group["f2"][()], np.array([0.5, np.nan], "f2"))
    same(group["f4"][()], np.array([0.1, np.inf], "f4"))
    same(group["f8"][()], np.array([0.1, -np.inf], "f8"))
    same(group["scalar"][()], 3.25)
    same(group["matrix"][()], np.arange(1, 7, dtype="i4").reshape(2, 3))
    assert group["empty"].shape == (0, 4) and group["empty"].dtype == "f4"
    same(group["booleans"][()], np.array([True, False, True]))


def check_chunks(group):
    same(group["plain"][()], wave(100))
    assert group["plain"].chunks == (32,) and group["plain"].compression is None
    same(group["compressed"][()], wave(10000))
    assert group["compressed"].compression == "gzip" and group["compressed"].shuffle
    same(group["checked"][()], wave(333))
    assert group["checked"].fletcher32
    same(group["three_d"][()], wave(504).astype("f8").reshape(7, 8, 9))
    same(group["three_d"][2:6, ::3, 5], wave(504).astype("f8").reshape(7, 8, 9)[2:6, ::3, 5])
    same(group["many"][()], np.arange(9000, dtype="i4"))
    same(group["many"][4321], np.int32(4321))
    same(group["picked"][()], wave(30000).astype("f8").reshape(300, 100))
    same(group["grows"][()], np.array([1, 2, 3], "i4"))
    assert group["grows"].maxshape == (None,) and group["empty"].shape == (0,)


def check_texts(group):
    assert list(group["variable"].asstr()) == ["", "µV", "a longer text"]
    assert [v.decode() for v in group["fixed"]] == ["ab", "Ångström", ""]
    assert group["scalar"].asstr()[()] == "one text"
    assert group["matrix"].asstr()[()].tolist() == [["a", "b", "c"], ["d", "e", "f"]]
    assert list(group["many"].asstr()) == [f"text number {i}" for i in range(5000)]


def check_links(file):
    series = file["series"]
    same(series[()], np.array([1.0, 2.0, 3.0]))
    assert series.attrs["unit"] == "volts" and series.attrs["conversion"] == np.float32(0.001)
    assert file["second name"] == series and file["soft"] == file["numbers/f8"]
    references = file["references"][()]
    assert file[references[0]] == series and not references[1] and file[references[2]] == file["texts"] and file[references[3]] == file["/"]
    records = file["records"]
    assert records.dtype.names == ("idx_start", "count", "timeseries", "name")
    same(records["count"], np.array([3, 7], "i4"))
    assert [file[r] for r in records["timeseries"]] == [series, file["texts"]]
    assert list(records["name"]) == [b"first", b"second"]
    same(file["ragged"][0], np.array([1.0, 2.0]))
    assert len(file["ragged"][1]) == 0
    assert [file[r] for r in file["ragged_references"][0]] == [series, file["texts"]]
    attributes = file.attrs
    assert attributes["neurodata_type"] == "NWBFile" and list(attributes["tags"]) == ["a", "bb"] and attributes["ok"]
    assert file[attributes["series"]] == series and attributes["fixed"] in (b"NWB", "NWB") and list(attributes["µ"]) == [1, 2]
    assert len(file["crowd"]) == 500 and file["crowd/group 499"].attrs["number"] == 499


def check_growing(path):
    copy = path + ".copy"
    shutil.copy(path, copy)
    with h5py.File(copy, "a") as file:
        file["chunks/grows"].resize((10,))
        file["chunks/grows"][5:] = 7
        file["crowd/new"] = np.arange(4)
        file["texts/scalar"].attrs["added"] = "later"
        del file["second name"]
    with h5py.File(copy, "r") as file:
        same(file["chunks/grows"][()], np.array([1, 2, 3, 0, 0, 7, 7, 7, 7, 7], "i4"))
        same(file["crowd/new"][()], np.arange(4))
        assert "second name" not in file and file["series"].shape == (3,)


def main(path):
    with h5py.File(path, "r") as file:
        check_numbers(file["numbers"])
        check_chunks(file["chunks"])
        check_texts(file["texts"])
        check_links(file)
        count = []
        file.visititems(lambda name, found: count.append(name))
    check_growing(path)
    os.remove(path + ".copy")
    print(len(count), "objects, all as expected")


if __name__ == "__main__":
    main(sys.argv[1])
