"""Loads stored classifiers of sequences in PyTorch and prints their logits: nothing but PyTorch and the standard library.

Run: /usr/bin/python3 sequence_in_torch.py CELLS.json MODEL.safetensors [MODEL.safetensors ...]
CELLS.json holds a list of cells, each a list of the feature columns, family after family; null where a value is missing.
The answer is JSON: per model, per member of its ensemble, a list of logits a cell (before the correction by priors).
The modules are written from the description of the model and take the stored names strictly.
"""
import json
import struct
import sys

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
TYPES = {"F32": torch.float32, "F64": torch.float64}


def read(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        kind = TYPES[entry["dtype"]]
        tensors[name] = torch.frombuffer(data[begin:end], dtype=kind).reshape(entry["shape"]).clone()
    return tensors, metadata


class Standardizer(nn.Module):
    """From columns (NaN where missing) to padded steps and what of them was recorded (None: everything counts)."""

    def __init__(self, widths, masked):
        super().__init__()
        self.widths, self.masked = widths, masked
        self.register_buffer("mean", torch.zeros(sum(widths), dtype=torch.float64))
        self.register_buffer("deviation", torch.ones(sum(widths), dtype=torch.float64))

    def forward(self, columns):
        z = (columns if self.masked else torch.nan_to_num(columns)) - self.mean
        steps = torch.split(z / self.deviation, self.widths, dim=1)
        width = max(self.widths)
        fill = float("nan") if self.masked else 0.0
        x = torch.stack([F.pad(step, (0, width - step.shape[1]), value=fill) for step in steps], 1)
        return torch.nan_to_num(x).float(), ~torch.isnan(x) if self.masked else None


class Model(nn.Module):
    def __init__(self, described, widths, masked):
        super().__init__()
        encoder = described["Architecture"]
        self.pooling, self.normed, self.hidden = encoder["Pooling"], encoder["Input"] == "PaddedLayerNorm", encoder["Hidden"]
        self.standardizer = Standardizer(widths, masked)
        self.norm = nn.LayerNorm(encoder["Width"])
        self.lstm = nn.LSTM(encoder["Width"], self.hidden, batch_first=True, bidirectional=True)
        if self.pooling == "Attention":
            size = encoder["AttentionHidden"]
            self.attention = nn.Sequential(nn.Linear(2 * self.hidden, size), nn.Tanh(), nn.Linear(size, 1, bias=False))
        self.asked = next(head for head in described["Heads"] if head["Name"] == described["Head"])
        for head in described["Heads"]:
            features, classes = 2 * self.hidden, head["Classes"]
            linear = nn.Sequential(nn.LayerNorm(features), nn.Dropout(head["Dropout"]), nn.Linear(features, classes))
            self.add_module(head["Name"], linear if head["Kind"] == "Linear" else nn.Linear(features, classes, bias=False))

    def rows(self, x, recorded):
        if not self.normed:
            return x * self.norm.weight + self.norm.bias
        if recorded is None:
            return self.norm(x)
        count = recorded.sum(-1, keepdim=True).clamp(min=1)
        centred = torch.where(recorded, x - x.sum(-1, keepdim=True) / count, torch.zeros(()))
        variance = (centred ** 2).sum(-1, keepdim=True) / count
        return centred / torch.sqrt(variance + self.norm.eps) * self.norm.weight + self.norm.bias

    def forward(self, columns):
        x, recorded = self.standardizer(columns)
        present = torch.ones(x.shape[:2], dtype=torch.bool) if recorded is None else recorded.any(-1)
        present |= ~present.any(1, keepdim=True)
        h, _ = self.lstm(self.rows(x, recorded))
        if self.pooling == "Attention":
            scores = self.attention(h).squeeze(-1).masked_fill(~present, float("-inf"))
            pooled = (torch.softmax(scores, 1).unsqueeze(-1) * h).sum(1)
        elif self.pooling == "Mean":
            pooled = (h * present.unsqueeze(-1)).sum(1) / present.sum(1, keepdim=True)
        elif self.pooling == "LastStep":
            pooled = h[:, -1]
        else:
            pooled = torch.cat([h[:, -1, :self.hidden], h[:, 0, self.hidden:]], 1)
        head = self.get_submodule(self.asked["Name"])
        if self.asked["Kind"] == "Linear":
            return head(pooled)
        return self.asked["Scale"] * F.linear(F.normalize(pooled), F.normalize(head.weight))


def logits(path, columns):
    tensors, metadata = read(path)
    description = json.loads(metadata["classifier"])
    members = [Model(member, description["Widths"], description["Missing"] == "Masked") for member in description["Members"]]
    whole = members[0] if len(members) == 1 else nn.ModuleDict({f"member{i}": member for i, member in enumerate(members)})
    whole.load_state_dict(tensors)
    whole.eval()
    with torch.no_grad():
        return [member(columns).tolist() for member in members]


with open(sys.argv[1]) as file:
    cells = json.load(file)
table = torch.tensor([[float("nan") if value is None else value for value in cell] for cell in cells], dtype=torch.float64)
print(json.dumps([logits(path, table) for path in sys.argv[2:]]))
