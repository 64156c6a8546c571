"""Times one training epoch of the attention BiLSTM in PyTorch, once per line read from stdin.

Usage: sequence_torch.py CELLS STEPS WIDTH CLASSES HIDDEN BATCH THREADS
A fair race needs an optimised BLAS (Debian: libopenblas0-pthread); the reference BLAS is many times slower.
The answer to each line is one line of JSON with the wall and the processor seconds of the epoch and its mean loss.
"""
import json
import sys
import time

import torch
from torch import nn

cells, steps, width, classes, hidden, batch, threads = map(int, sys.argv[1:8])
torch.set_num_threads(threads)
torch.manual_seed(1)


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


x = torch.randn(cells, steps, width)
labels = torch.arange(cells) % classes
model = Model().train()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)
weights = torch.ones(classes)
print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    order = torch.randperm(cells)
    total = 0.0
    for start in range(0, cells, batch):
        rows = order[start:start + batch]
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[rows]), labels[rows], weight=weights)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        total += float(loss) * len(rows)
    print(json.dumps({"wall": time.perf_counter() - wall, "processor": time.process_time() - processor, "loss": total / cells}), flush=True)
