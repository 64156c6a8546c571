"""The attention BiLSTM in PyTorch, written from its description, and what its linear algebra runs on; for the timings beside this file.

Import it before anything that loads PyTorch or numpy, and call prepare(threads) first: OpenBLAS reads its number of threads when it is loaded.
"""
import os
import re


def prepare(threads):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    return torch


def blas():
    """Names of the linear algebra libraries in this process, after a product has been made."""
    import torch

    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    try:
        with open("/proc/self/maps") as maps:
            paths = {line.split(maxsplit=5)[5].strip() for line in maps if len(line.split()) > 5}
    except OSError:
        return "not known"
    found = sorted({os.path.realpath(path) for path in paths if re.search(r"blas|blis|libmkl|atlas", os.path.basename(path))})
    # Debian's reference BLAS stands in .../blas/libblas.so.3, others in folders and under names of their own.
    names = [("reference BLAS " if re.search(r"/blas/libblas\.so", path) else "") + os.path.basename(path) for path in found]
    return ", ".join(names) if names else "built into PyTorch"


def make_model(width, hidden, classes):
    import torch
    from torch import nn

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm = nn.LayerNorm(width)
            self.lstm = nn.LSTM(width, hidden, batch_first=True, bidirectional=True)
            self.attention = nn.Sequential(nn.Linear(2 * hidden, 128), nn.Tanh(), nn.Linear(128, 1, bias=False))
            self.head = nn.Sequential(nn.LayerNorm(2 * hidden), nn.Dropout(0.2), nn.Linear(2 * hidden, classes))

        def forward(self, x):
            h, _ = self.lstm(self.norm(x))
            weights = torch.softmax(self.attention(h).squeeze(-1), dim=1)
            return self.head((weights.unsqueeze(-1) * h).sum(1))

    model = Model().train()
    return model, torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)


def train_epoch(model, optimizer, x, labels, weights, batch, cells=None):
    """One epoch in random order, of all cells or of so many; gives the mean loss."""
    import torch
    from torch import nn

    order = torch.randperm(len(x))[:cells]
    total = 0.0
    for start in range(0, len(order), batch):
        rows = order[start:start + batch]
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[rows]), labels[rows], weight=weights)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        total += float(loss) * len(rows)
    return total / len(order)
