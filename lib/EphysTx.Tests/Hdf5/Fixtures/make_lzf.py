"""Writes lzf.h5: datasets that h5py compresses with lzf, and one with szip, which the library refuses. Run: python3 make_lzf.py"""
import os

import h5py
import numpy as np

with h5py.File(os.path.join(os.path.dirname(os.path.abspath(__file__)), "lzf.h5"), "w", libver=("earliest", "v110")) as file:
    file.create_dataset("ramp", data=np.arange(3000, dtype="<i4") // 7, chunks=(512,), compression="lzf")
    wave = (30 * np.sin(np.arange(2500) / 40)).astype("<f4")
    file.create_dataset("wave", data=np.round(wave, 1), chunks=(1000,), compression="lzf", shuffle=True, fletcher32=True)
    file.create_dataset("constant", data=np.full(4000, 5, dtype="<i2"), chunks=(4000,), compression="lzf")
    # Random bytes do not shrink, so h5py stores these chunks unfiltered.
    file.create_dataset("noise", data=np.random.default_rng(1).integers(0, 256, 900, dtype="u1"), chunks=(300,), compression="lzf")
    file.create_dataset("szip", data=np.arange(512, dtype="<i4"), chunks=(512,), compression="szip")
