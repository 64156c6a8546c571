"""Makes transfer.json: reference values for power transformation, imputation, subtype LDA and cross-species LDA.

Run: /usr/bin/python3 make_transfer_fixture.py   (made with scikit-learn 1.2.1, numpy 1.24.2)
Exponents and Ledoit-Wolf covariances are scikit-learn's; the rest is written out here with numpy from the definitions.
"""
import json
import pathlib

import numpy as np
from sklearn.covariance import ledoit_wolf
from sklearn.preprocessing import PowerTransformer, StandardScaler

random = np.random.default_rng(11)


def rows(matrix):
    return [[None if np.isnan(v) else float(v) for v in row] for row in matrix]


def softmax(scores):
    scores = np.exp(scores - scores.max(1, keepdims=True))
    return scores / scores.sum(1, keepdims=True)


def shrunk(values):
    deviation = values.std(0)
    return ledoit_wolf((values - values.mean(0)) / deviation)[0] * np.outer(deviation, deviation)


def power_case():
    values = random.normal(0, 1, (80, 4))
    values[:, 1] = np.exp(values[:, 1]) - 1
    values[:, 2] = -np.exp(1.2 * values[:, 2]) + 2
    values[random.uniform(size=values.shape) < 0.1] = np.nan
    fitted = PowerTransformer(standardize=False).fit(values)
    return {"values": rows(values), "exponents": fitted.lambdas_.tolist(), "transformed": rows(fitted.transform(values))}


def impute_case(ridge):
    values = random.normal(0, 1, (60, 2)) @ random.normal(0, 1, (2, 5)) + 0.3 * random.normal(0, 1, (60, 5))
    values[random.uniform(size=values.shape) < 0.15] = np.nan
    values[0] = np.nan
    missing = np.isnan(values)
    start = np.where(missing, np.nanmedian(values, 0), values)
    mean, covariance = start.mean(0), np.cov(start.T)
    results = []
    for _ in range(2):
        filled, doubt = start.copy(), np.zeros_like(covariance)
        for i, gaps in enumerate(missing):
            if gaps.any():
                known = covariance[np.ix_(~gaps, ~gaps)] + ridge * np.eye((~gaps).sum())
                weights = np.linalg.solve(known, covariance[np.ix_(~gaps, gaps)]) if (~gaps).any() else np.zeros((0, gaps.sum()))
                filled[i, gaps] = mean[gaps] + (values[i, ~gaps] - mean[~gaps]) @ weights
                doubt[np.ix_(gaps, gaps)] += covariance[np.ix_(gaps, gaps)] - covariance[np.ix_(gaps, ~gaps)] @ weights
        results.append(rows(filled))
        mean, covariance = filled.mean(0), np.cov(filled.T) + doubt / len(values)
    return {"values": rows(values), "rounds": results}


def table(counts, columns, spread):
    labels = np.repeat(np.arange(len(counts)), counts)
    values = random.normal(0, spread, (len(counts), columns))[labels]
    return values + random.normal(0, 1, (len(labels), columns)) @ random.normal(0, 1, (columns, columns)), labels


def subtype_case(pseudo):
    values, labels = table([30, 24, 16], 6, 1.5)
    subtypes = [f"{'abc'[label]}{random.integers(0, 3)}" if random.uniform() < 0.9 else "" for label in labels]
    values += random.normal(0, 1, (9, 6))[[3 * label + int(s[1]) if s else 3 * label for label, s in zip(labels, subtypes)]]
    test, _ = table([10, 10], 6, 1.5)
    minimum = 5
    scaler = StandardScaler().fit(values)
    x, t = scaler.transform(values), scaler.transform(test)
    names = np.array([s if s and sum(q == s for q in subtypes) >= minimum else "" for s in subtypes])
    centres, residual = [], np.zeros_like(x)
    for label in range(3):
        own = labels == label
        for name in sorted(set(names[own])):
            group = own & (names == name)
            mean, n = x[group].mean(0), group.sum()
            residual[group] = x[group] - mean
            centres.append((label, (n * mean + pseudo * x[own].mean(0)) / (n + pseudo), n / own.sum()))
    pooled = sum(shrunk(residual[labels == label]) for label in range(3)) / 3
    means = np.array([c[1] for c in centres])
    weights = np.linalg.solve(pooled, means.T)
    p = softmax(t @ weights - 0.5 * (means * weights.T).sum(1) + np.log([c[2] / 3 for c in centres]))
    sums = np.column_stack([p[:, [c[0] == label for c in centres]].sum(1) for label in range(3)])
    return {"values": rows(values), "labels": labels.tolist(), "subtypes": subtypes, "test": rows(test), "probabilities": rows(sums)}


def aligned(values, labels):
    x = StandardScaler().fit_transform(values)
    means = np.array([x[labels == c].mean(0) for c in range(3)])
    centre = means.mean(0)
    deviation = np.sqrt(np.mean([((x[labels == c] - centre) ** 2).mean(0) for c in range(3)], 0))
    x = (x - centre) / deviation
    covariance = sum(shrunk(x[labels == c]) for c in range(3)) / 3
    return x, np.array([x[labels == c].mean(0) for c in range(3)]), covariance, centre, deviation


def transfer_case(weight, share, pseudo):
    """The target's columns 4, 1, 3 are the source's 0, 1, 2."""
    target, labels = table([25, 9, 14], 5, 1.2)
    source, source_labels = table([40, 60, 30], 3, 1.2)
    test, _ = table([10, 10], 5, 1.2)
    order = [4, 1, 3, 0, 2]
    x, means, covariance, centre, deviation = aligned(target[:, order], labels)
    _, source_means, source_covariance, _, _ = aligned(source, source_labels)
    scaler = StandardScaler().fit(target[:, order])
    t = (scaler.transform(test[:, order]) - centre) / deviation
    block = covariance[:3, :3] + 1e-6 * np.eye(3)
    slopes = np.linalg.solve(block, covariance[:3, 3:]).T
    answers = {}
    for name, lam, k in (("informed", weight, pseudo), ("twin", 0, 0)):
        n = np.bincount(labels)[:, None]
        shift = k / (n + k) * (means[:, :3].mean(0) + share * (source_means - source_means.mean(0)) - means[:, :3])
        moved = means + np.hstack([shift, shift @ slopes.T])
        rest = covariance[3:, 3:] - slopes @ covariance[:3, 3:]
        extended = np.block([[source_covariance, source_covariance @ slopes.T],
                             [slopes @ source_covariance, rest + slopes @ source_covariance @ slopes.T]])
        mixed = (1 - lam) * covariance + lam * extended
        weights = np.linalg.solve(mixed, moved.T)
        answers[name] = rows(softmax(t @ weights - 0.5 * (moved * weights.T).sum(1)))
    return {"target": rows(target), "labels": labels.tolist(), "source": rows(source), "sourceLabels": source_labels.tolist(),
            "shared": order[:3], "test": rows(test), **answers}


answer = {"power": power_case(), "impute": impute_case(0.1), "subtype": subtype_case(4), "transfer": transfer_case(0.4, 0.6, 30)}
path = pathlib.Path(__file__).with_name("transfer.json")
path.write_text(json.dumps(answer, separators=(",", ":")) + "\n")
print(path.stat().st_size)
