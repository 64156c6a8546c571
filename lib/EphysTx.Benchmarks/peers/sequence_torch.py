"""Times one training epoch of the attention BiLSTM in PyTorch, once per line read from stdin, which holds the number of cells (all, or fewer to warm up).

Usage: sequence_torch.py CELLS STEPS WIDTH CLASSES HIDDEN BATCH THREADS
A fair race needs an optimised BLAS (Debian: libopenblas0-pthread); the reference BLAS is many times slower.
The first line of the answer names version and BLAS; then one line of JSON for each line read, with the wall and the processor seconds of the epoch and its mean loss.
"""
import json
import sys
import time

import attention_bilstm as bilstm

cells, steps, width, classes, hidden, batch, threads = map(int, sys.argv[1:8])
torch = bilstm.prepare(threads)
x = torch.randn(cells, steps, width)
labels = torch.arange(cells) % classes
model, optimizer = bilstm.make_model(width, hidden, classes)
weights = torch.ones(classes)
print(json.dumps({"version": torch.__version__, "blas": bilstm.blas()}), flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    loss = bilstm.train_epoch(model, optimizer, x, labels, weights, batch, int(line))
    print(json.dumps({"wall": time.perf_counter() - wall, "processor": time.process_time() - processor, "loss": loss}), flush=True)
