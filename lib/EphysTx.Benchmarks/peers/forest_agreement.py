"""Cross-validates scikit-learn's forest on donor-grouped folds and writes the folds, so that another forest can use the same.

Usage: forest_agreement.py TABLE.csv TREES REPEATS
TABLE.csv: no header; features, the class and the donor as integers; an empty cell is missing.
Prints one line of JSON per repeat: the fold of each row (StratifiedGroupKFold, 5 folds, seed = repeat) and the accuracy and
macro-F1 of the pooled test predictions and as means over the folds (forest seed = repeat, median imputation per training fold).
"""
import json
import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline

table = np.genfromtxt(sys.argv[1], delimiter=",")
features, labels, donors = table[:, :-2], table[:, -2].astype(int), table[:, -1].astype(int)
for repeat in range(int(sys.argv[3])):
    folds = np.zeros(len(labels), dtype=int)
    predicted = np.zeros(len(labels), dtype=int)
    scores = []
    splitter = StratifiedGroupKFold(5, shuffle=True, random_state=repeat)
    for fold, (train, test) in enumerate(splitter.split(features, labels, donors)):
        model = make_pipeline(SimpleImputer(strategy="median"), RandomForestClassifier(
            int(sys.argv[2]), class_weight="balanced", max_features="sqrt", n_jobs=2, random_state=repeat))
        folds[test] = fold
        predicted[test] = model.fit(features[train], labels[train]).predict(features[test])
        scores.append((accuracy_score(labels[test], predicted[test]), f1_score(labels[test], predicted[test], average="macro")))
    pooled = (accuracy_score(labels, predicted), f1_score(labels, predicted, average="macro"))
    print(json.dumps({"folds": folds.tolist(), "pooled": pooled, "mean": np.mean(scores, axis=0).tolist()}), flush=True)
