"""Makes sequence.json: logits, losses, gradients and 20 AdamW steps of small attention BiLSTMs in PyTorch.

Run: OMP_NUM_THREADS=1 /usr/bin/python3 make_sequence_fixture.py   (made with PyTorch 1.13.0)
The model is written from the description in the paper; dropout is off.
"""
import json
import math
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(1)
STEPS, WIDTH, HIDDEN, SIZE, CLASSES, CELLS = 4, 7, 5, 6, 3, 10


class Model(nn.Module):
    def __init__(self, pooling, head):
        super().__init__()
        self.pooling, self.kind = pooling, head
        self.norm = nn.LayerNorm(WIDTH)
        self.lstm = nn.LSTM(WIDTH, HIDDEN, batch_first=True, bidirectional=True)
        if pooling == "Attention":
            self.attention = nn.Sequential(nn.Linear(2 * HIDDEN, SIZE), nn.Tanh(), nn.Linear(SIZE, 1, bias=False))
        if head == "Linear":
            self.head = nn.Sequential(nn.LayerNorm(2 * HIDDEN), nn.Dropout(0), nn.Linear(2 * HIDDEN, CLASSES))
        else:
            self.head = nn.Linear(2 * HIDDEN, CLASSES, bias=False)

    def forward(self, x, labels=None):
        h, _ = self.lstm(self.norm(x))
        if self.pooling == "Attention":
            self.alpha = torch.softmax(self.attention(h).squeeze(-1), 1)
            pooled = (self.alpha.unsqueeze(-1) * h).sum(1)
        elif self.pooling == "LastStep":
            pooled = h[:, -1]
        elif self.pooling == "BothEndStates":
            pooled = torch.cat([h[:, -1, :HIDDEN], h[:, 0, HIDDEN:]], 1)
        else:
            pooled = h.mean(1)
        if self.kind == "Linear":
            return self.head(pooled)
        cosine = F.linear(F.normalize(pooled), F.normalize(self.head.weight))
        if labels is None:
            return 30 * cosine
        m = 0.35
        wide = cosine * math.cos(m) - torch.sqrt((1 - cosine ** 2).clamp(min=1e-7)) * math.sin(m)
        wide = torch.where(cosine > math.cos(math.pi - m), wide, cosine - math.sin(math.pi - m) * m)
        own = F.one_hot(labels, CLASSES).bool()
        return 30 * torch.where(own, wide, cosine)


def loss_of(name, logits, labels):
    weights = torch.tensor([0.5, 1.0, 1.5])
    if name == "CrossEntropy":
        return F.cross_entropy(logits, labels)
    if name == "Weighted":
        return F.cross_entropy(logits, labels, weight=weights)
    entropy = F.cross_entropy(logits, labels, reduction="none")
    return (weights[labels] * (1 - torch.exp(-entropy)) ** 2 * entropy).mean()


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().reshape(-1).tolist()]


def state(model, gradients=False):
    return {name: {"shape": list(p.shape), "values": numbers(p.grad if gradients else p)} for name, p in model.named_parameters()}


def case(pooling, head, loss, seed):
    torch.manual_seed(seed)
    model = Model(pooling, head)
    with torch.no_grad():
        model.norm.weight.add_(0.3 * torch.randn(WIDTH))
        model.norm.bias.add_(0.3 * torch.randn(WIDTH))
    random = np.random.default_rng(seed)
    x = torch.tensor(np.round(random.normal(0, 1.5, (CELLS, STEPS, WIDTH)), 3), dtype=torch.float32)
    x[:, 2, 4:] = 0
    labels = torch.tensor(random.integers(0, CLASSES, CELLS))
    item = {"pooling": pooling, "head": head, "loss": loss, "x": numbers(x), "labels": labels.tolist(), "start": state(model)}
    item["logits"] = numbers(model(x))
    if pooling == "Attention":
        item["attention"] = numbers(model.alpha)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, weight_decay=1e-2)
    item["losses"], item["norms"] = [], []
    for step in range(20):
        batch = torch.arange(0, CELLS) if step == 0 else torch.tensor([(3 * step + 7 * i) % CELLS for i in range(6)])
        optimizer.zero_grad()
        value = loss_of(loss, model(x[batch], labels[batch]), labels[batch])
        value.backward()
        if step == 0:
            item["gradients"] = state(model, gradients=True)
        item["norms"].append(float(torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)))
        optimizer.step()
        item["losses"].append(float(value))
    item["end"] = state(model)
    return item


cases = [
    case("Attention", "Linear", "Weighted", 1),
    case("Attention", "ArcFace", "Focal", 2),
    case("LastStep", "Linear", "CrossEntropy", 3),
    case("BothEndStates", "Linear", "Focal", 4),
    case("Mean", "ArcFace", "CrossEntropy", 5),
]
path = pathlib.Path(__file__).with_name("sequence.json")
path.write_text(json.dumps({"steps": STEPS, "width": WIDTH, "hidden": HIDDEN, "size": SIZE, "classes": CLASSES, "cells": CELLS, "cases": cases}, separators=(",", ":")) + "\n")
print(path.stat().st_size)
