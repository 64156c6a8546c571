"""Times folds of the human suite in PyTorch: standardisation, a fixed number of epochs with validation after each, probabilities of the test cells.

Usage: sequence_suite_torch.py STEPS WIDTH HIDDEN BATCH EPOCHS THREADS SEPARATION COUNT [COUNT ...]     (one COUNT of cells a class)
Each line read holds a number of folds; after the first line, which names version and BLAS, the answer is one line of JSON with their wall and processor seconds
and the accuracy on the test cells.
"""
import json
import sys
import time

import attention_bilstm as bilstm

steps, width, hidden, batch, epochs, threads = map(int, sys.argv[1:7])
separation = float(sys.argv[7])
counts = list(map(int, sys.argv[8:]))
torch = bilstm.prepare(threads)
cells = sum(counts)
labels = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
raw = torch.randn(cells, steps, width, dtype=torch.float64) + separation * torch.randn(len(counts), steps, width, dtype=torch.float64)[labels]


def scores(model, x):
    model.eval()
    with torch.no_grad():
        result = torch.cat([torch.softmax(model(x[start:start + 256]), 1) for start in range(0, len(x), 256)])
    model.train()
    return result


def fold(number):
    order = torch.randperm(cells)
    test, rest = order[number % 5::5], torch.cat([order[k::5] for k in range(5) if k != number % 5])
    validation, train = rest[:len(rest) // 4], rest[len(rest) // 4:]
    mean = raw[train].mean(0)
    deviation = raw[train].std(0, unbiased=False)
    deviation[deviation < 1e-6] = 1
    parts = [(((raw[rows] - mean) / deviation).float(), labels[rows]) for rows in (train, validation, test)]
    present = torch.bincount(labels[train], minlength=len(counts)).float()
    weights = 1 / present
    weights *= len(counts) / weights.sum()
    model, optimizer = bilstm.make_model(width, hidden, len(counts))
    best, state = -1.0, None
    for _ in range(epochs):
        bilstm.train_epoch(model, optimizer, *parts[0], weights, batch)
        accuracy = float((scores(model, parts[1][0]).argmax(1) == parts[1][1]).float().mean())
        if accuracy > best:
            best, state = accuracy, {name: value.clone() for name, value in model.state_dict().items()}
    model.load_state_dict(state)
    return float((scores(model, parts[2][0]).argmax(1) == parts[2][1]).float().mean())


print(json.dumps({"version": torch.__version__, "blas": bilstm.blas()}), flush=True)
for line in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    accuracies = [fold(number) for number in range(int(line))]
    print(json.dumps({"wall": time.perf_counter() - wall, "processor": time.process_time() - processor, "accuracy": sum(accuracies) / max(1, len(accuracies))}), flush=True)
