"""Makes the small NWB 2 files of this folder: /usr/bin/python3 make_nwb.py (h5py). Traces are counters and constants."""
import h5py
import numpy as np


def base(name, version="2.7.0"):
    f = h5py.File(name, "w", libver=("earliest", "v110"), track_order=False)
    if version is not None:
        f.attrs["nwb_version"] = version
    f.attrs["neurodata_type"] = "NWBFile"
    f.attrs["namespace"] = "core"
    for group in ("acquisition", "stimulus/presentation", "general/intracellular_ephys"):
        f.create_group(group)
    return f


def series(f, path, kind, data, number=None, description="X4PS_SupraThresh_DA_0", rate=1000.0, conversion=1.0, offset=None):
    g = f.create_group(path)
    g.attrs["neurodata_type"] = kind
    g.attrs["namespace"] = "core"
    if description is not None:
        g.attrs["stimulus_description"] = description
    if number is not None:
        g.attrs["sweep_number"] = np.uint32(number)
    d = g.create_dataset("data", data=data, chunks=True, compression="gzip", shuffle=True)
    d.attrs["conversion"] = conversion
    d.attrs["unit"] = "volts"
    if offset is not None:
        d.attrs["offset"] = offset
    s = g.create_dataset("starting_time", data=0.0)
    if rate is not None:
        s.attrs["rate"] = rate
    return g


counter = np.arange(1, 41, dtype=np.float32)

# 1. The table of newer files: two electrodes recorded at once share sweep numbers, rows are stretches of longer series.
with base("intracellular_recordings.nwb") as f:
    stim = series(f, "stimulus/presentation/c0", "CurrentClampStimulusSeries", (np.arange(100) % 7).astype(np.int16), 3, conversion=1e-12)
    resp = series(f, "acquisition/v0", "CurrentClampSeries", np.arange(100, dtype=np.int16), 3, "Steps[1]", conversion=1e-3, offset=-0.07)
    resp.create_dataset("bias_current", data=5e-12)
    resp.create_dataset("bridge_balance", data=2e7)
    resp.create_dataset("capacitance_compensation", data=4e-12)
    resp2 = series(f, "acquisition/v1", "CurrentClampSeries", np.arange(100, dtype=np.float64) / 8, 3, "Steps", conversion=1e-3)
    t = f.create_group("general/intracellular_ephys/intracellular_recordings")
    kind = np.dtype([("idx_start", "<i4"), ("count", "<i4"), ("timeseries", h5py.ref_dtype)])
    t.create_dataset("stimuli/stimulus", data=np.array([(10, 20, stim.ref), (50, 30, stim.ref), (-1, -1, stim.ref)], dtype=kind))
    t.create_dataset("responses/response", data=np.array([(10, 20, resp.ref), (50, 30, resp.ref), (0, 100, resp2.ref)], dtype=kind))

# 2. No table at all: sweep numbers pair; sweep 2 lacks its stimulus; one series has no number; one has time stamps.
with base("sweep_numbers.nwb") as f:
    for n in (0, 1):
        series(f, f"stimulus/presentation/s{n}", "CurrentClampStimulusSeries", counter, n, conversion=1e-12)
        series(f, f"acquisition/r{n}", "CurrentClampSeries", np.append(counter[:-4], [0, 0, 0, 0]).astype(np.float32), n, conversion=1e-3)
    series(f, "acquisition/r2", "IZeroClampSeries", counter, 2, "Rest", conversion=1e-3)
    series(f, "acquisition/loose", "VoltageClampSeries", counter, None, None, conversion=1e-12)
    series(f, "stimulus/presentation/s9", "CurrentClampStimulusSeries", counter, 9, rate=None)
    series(f, "acquisition/r9", "CurrentClampSeries", counter, 9)
    f.create_group("acquisition/other").attrs["neurodata_type"] = "TimeSeries"

# 3. A sweep table with two rows for one sweep and one row for another, and voltage clamp.
with base("sweep_table.nwb", "2.2.0") as f:
    a = series(f, "acquisition/data_00004_AD0", "VoltageClampSeries", counter, 4, "EXTPSMOKET_DA_0", conversion=np.float32(1e-12))
    b = series(f, "stimulus/presentation/data_00004_DA0", "VoltageClampStimulusSeries", counter, 4, conversion=np.float32(1e-3))
    c = series(f, "acquisition/data_00007_AD0", "CurrentClampSeries", -counter, 7, conversion=np.float32(1e-3))
    d = series(f, "stimulus/presentation/data_00007_DA0", "CurrentClampStimulusSeries", 30 * np.ones(40, np.float32), 7, conversion=np.float32(1e-12))
    t = f.create_group("general/intracellular_ephys/sweep_table")
    t.create_dataset("sweep_number", data=np.array([7, 4, 4], np.uint64))
    t.create_dataset("series_index", data=np.array([2, 3, 4], np.uint8))
    t.create_dataset("series", data=np.array([d.ref, c.ref, a.ref, b.ref], dtype=h5py.ref_dtype))

# 4. and 5. Damaged table; not NWB 2.
with base("damaged_table.nwb") as f:
    t = f.create_group("general/intracellular_ephys/sweep_table")
    t.create_dataset("sweep_number", data=np.array([0, 1], np.uint32))
    t.create_dataset("series_index", data=np.array([5, 2], np.int32))
    t.create_dataset("series", data=np.array([f["acquisition"].ref], dtype=h5py.ref_dtype))
with base("version_1.nwb", None) as f:
    f.create_dataset("nwb_version", data=b"NWB-1.0.5")
with base("no_version.nwb", None):
    pass
