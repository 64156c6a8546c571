"""Writes smote.json: what imbalanced-learn 0.10 makes of small tables (Debian: python3-imblearn).

The generator's draws are repeated with numpy, so that the C# side is given the same pairs and steps and has to find
the same neighbours and the same values. Run in this folder: python3 make_smote_fixture.py
"""
import json
import numpy as np
from imblearn.over_sampling import SMOTE
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(7)
cases = []
for name, counts, width, k in [("three classes", [14, 9, 6], 5, 5), ("smallest class limits", [10, 3, 7], 8, 2), ("wide", [12, 8], 40, 5)]:
    X = np.concatenate([rng.normal(3 * label, 1 + label, (count, width)) for label, count in enumerate(counts)]).astype(np.float32)
    y = np.concatenate([[label] * count for label, count in enumerate(counts)])
    order = rng.permutation(len(y))
    X, y = X[order], y[order]
    made, labels = SMOTE(k_neighbors=k, random_state=3).fit_resample(X.astype(np.float64), y)
    draws = []
    largest = max(counts)
    for label, count in enumerate(counts):
        if count == largest:
            continue
        members = np.flatnonzero(y == label)
        near = NearestNeighbors(n_neighbors=k + 1).fit(X[members]).kneighbors(X[members], return_distance=False)[:, 1:]
        state = np.random.RandomState(3)
        pairs = state.randint(0, near.size, largest - count)
        steps = state.uniform(size=largest - count)
        draws += [[int(label), int(members[p // k]), int(members[near[p // k, p % k]]), float(s)] for p, s in zip(pairs, steps)]
    base = np.array([X[d[1]] + d[3] * (X[d[2]] - X[d[1]]) for d in draws], dtype=np.float64)
    assert np.abs(base - made[len(y):]).max() < 1e-5 and list(labels[len(y):]) == [d[0] for d in draws]
    neighbours = {}
    for label in range(len(counts)):
        members = np.flatnonzero(y == label)
        if len(members) == largest:
            continue
        near = NearestNeighbors(n_neighbors=k + 1).fit(X[members]).kneighbors(X[members], return_distance=False)[:, 1:]
        for i, row in enumerate(near):
            neighbours[int(members[i])] = sorted(int(members[j]) for j in row)
    cases.append({"name": name, "neighbours": k, "width": width, "x": [float(v) for v in X.ravel()], "y": y.tolist(),
                  "draws": draws, "made": [[float(v) for v in row] for row in made[len(y):]], "near": neighbours})
json.dump(cases, open("smote.json", "w"))
